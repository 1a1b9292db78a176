//! Empty stores for tests.
