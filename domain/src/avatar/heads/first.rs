//! The sixteen animals of the first tables (avatar v1), unchanged: heron to blackbird.

use super::super::shapes::{Eyes, Head};

pub const HERON: Head = Head {
    back: "",
    front: concat!(
        line!("M33 58c2-9-7-12-7-22 0-7 3-11 5-14", 9.5, "{m}"),
        path!("M27 15C18 9 10 10 5 15c8-1 13 2 20 7z", ink!()),
        circle!(31, 19.5, 9.3, "{l}"),
        path!("M22 17c2-6 6-8 10-8 5 0 8 3 9 7-6-3-12-3-19 1z", ink!()),
        path!("M38.5 16 60 22.5 38 25z", beak!()),
        "{e}",
    ),
    eyes: Eyes::one(340, 200),
};

pub const HEDGEHOG: Head = Head {
    back: path!(
        "M32 5.5L36.4 11L42.9 8.2L44.3 15.2L51.3 15.7L49.3 22.4L55.3 26.2L50.4 31.2L54 37.3L47.2 39.5L47.6 46.6L40.6 45.4L37.6 51.8L32 47.5L26.4 51.8L23.4 45.4L16.4 46.6L16.8 39.5L10 37.3L13.6 31.2L8.7 26.2L14.7 22.4L12.7 15.7L19.7 15.2L21.1 8.2L27.6 11z",
        "{d}"
    ),
    front: concat!(
        path!("M18 36c0-10 6-16 14-16s14 6 14 16c0 8-6 12.5-14 12.5S18 44 18 36z", "{l}"),
        "{e}",
        ellipse!(32, 39, 3.6, 2.8, ink!()),
        circle!(22.5, 39, 2.6, blush!()),
        circle!(41.5, 39, 2.6, blush!()),
        line!("M29 43q3 3 6 0", 1.8, ink!()),
    ),
    eyes: Eyes::pair(260, 380, 330),
};

pub const OTTER: Head = Head {
    back: "",
    front: concat!(
        circle!(17, 19, 5, "{m}"),
        circle!(47, 19, 5, "{m}"),
        circle!(17, 19, 2.2, "{d}"),
        circle!(47, 19, 2.2, "{d}"),
        ellipse!(32, 30, 18.5, 17.5, "{m}"),
        ellipse!(32, 36.5, 11, 8.5, "{l}"),
        "{e}",
        path!("M28 32.5c0-2 8-2 8 0 0 2.2-2.2 4-4 4s-4-1.8-4-4z", ink!()),
        line!("M32 36.5v2.5m-4 1q4 3 8 0", 1.8, ink!()),
    ),
    eyes: Eyes::pair(245, 395, 270),
};

pub const OWL: Head = Head {
    back: "",
    front: concat!(
        path!(
            "M12 11c7 0 11 3.5 20 3.5S45 11 52 11c1.5 8 1.5 13 1.5 19.5 0 11-9.5 18.5-21.5 18.5s-21.5-7.5-21.5-18.5C10.5 24 10.5 19 12 11z",
            "{m}"
        ),
        circle!(23.5, 28, 9.3, "{l}"),
        circle!(40.5, 28, 9.3, "{l}"),
        "{e}",
        path!("M28.5 33h7L32 40z", gold!()),
        line!("M24 43.5q2 2 4 0m8 0q2 2 4 0", 1.8, "{d}"),
    ),
    eyes: Eyes::pair(240, 400, 280),
};

pub const FOX: Head = Head {
    back: "",
    front: concat!(
        path!("M11 7.5 28 18 13.5 30z", "{m}"),
        path!("M53 7.5 36 18l14.5 12z", "{m}"),
        path!("M14.5 13 22.5 18l-6.5 5z", "{d}"),
        path!("M49.5 13l-8 5 6.5 5z", "{d}"),
        path!("M10 29c3-9 12-13.5 22-13.5S51 20 54 29c-4 13-13 20.5-22 20.5S14 42 10 29z", "{m}"),
        path!("M10 29c7 0 14 4 17 9 2 3.5 3.5 7 5 11.5C23 49.5 14 42 10 29z", "{l}"),
        path!("M54 29c-7 0-14 4-17 9-2 3.5-3.5 7-5 11.5 9 0 18-7.5 22-20.5z", "{l}"),
        "{e}",
        ellipse!(32, 46.5, 3.6, 3, ink!()),
    ),
    eyes: Eyes::pair(240, 400, 295),
};

pub const HARE: Head = Head {
    back: "",
    front: concat!(
        ellipse!(25, 15, 5.5, 14, "{m}", "rotate(-9 25 15)"),
        ellipse!(39, 15, 5.5, 14, "{m}", "rotate(9 39 15)"),
        ellipse!(25, 16, 2.4, 10, blush!(), "rotate(-9 25 16)"),
        ellipse!(39, 16, 2.4, 10, blush!(), "rotate(9 39 16)"),
        ellipse!(32, 35, 15.5, 14, "{m}"),
        ellipse!(32, 40.5, 8, 6, "{l}"),
        "{e}",
        path!("M29.5 37.5h5L32 40.5z", "#D9607E"),
        line!("M32 40.5v1.5m-3.2.5q3.2 2.5 6.4 0", 1.7, ink!()),
    ),
    eyes: Eyes::pair(250, 390, 330),
};

pub const BADGER: Head = Head {
    back: "",
    front: concat!(
        circle!(17, 18, 5.5, "{d}"),
        circle!(47, 18, 5.5, "{d}"),
        circle!(17, 18, 2.3, white!()),
        circle!(47, 18, 2.3, white!()),
        path!("M13 28c0-9 8-15 19-15s19 6 19 15c0 9-8 21.5-19 21.5S13 37 13 28z", white!()),
        path!("M16 20c4-5 9-6.5 12-6.5 1 7 1 18-2.5 27C19 37 13 30 16 20z", "{d}"),
        path!("M48 20c-4-5-9-6.5-12-6.5-1 7-1 18 2.5 27C45 37 51 30 48 20z", "{d}"),
        "{e}",
        ellipse!(32, 42.5, 4, 3.2, ink!()),
    ),
    eyes: Eyes::pair(225, 415, 280).white(),
};

pub const BEAVER: Head = Head {
    back: "",
    front: concat!(
        circle!(16, 19, 5, "{d}"),
        circle!(48, 19, 5, "{d}"),
        path!("M12 31c0-11 9-17.5 20-17.5S52 20 52 31s-8 17.5-20 17.5S12 42 12 31z", "{m}"),
        ellipse!(32, 36.5, 13, 9, "{l}"),
        path!("M28.5 41h7v6.5c0 1.5-7 1.5-7 0z", white!()),
        line!("M32 41v6", 1.2, "#D8C9B0"),
        "{e}",
        ellipse!(32, 33, 4.6, 3.4, ink!()),
        line!("M26.5 40.5q5.5 2 11 0", 1.8, ink!()),
    ),
    eyes: Eyes::pair(235, 405, 270),
};

pub const FROG: Head = Head {
    back: "",
    front: concat!(
        circle!(19, 20, 8.5, "{m}"),
        circle!(45, 20, 8.5, "{m}"),
        path!("M9.5 35c0-10 10-15.5 22.5-15.5S54.5 25 54.5 35 44 48.5 32 48.5 9.5 45 9.5 35z", "{m}"),
        circle!(19, 20, 5.6, white!()),
        circle!(45, 20, 5.6, white!()),
        "{e}",
        line!("M19 37q13 9 26 0", 2.4, "{d}"),
        circle!(15.5, 34.5, 2.8, blush!()),
        circle!(48.5, 34.5, 2.8, blush!()),
    ),
    eyes: Eyes::pair(190, 450, 205).on_disc(),
};

pub const SPARROW: Head = Head {
    back: "",
    front: concat!(
        circle!(32, 31, 18, "{m}"),
        path!("M14.5 27C16.5 18 23 13 32 13s15.5 5 17.5 14c-5-4-11-5.5-17.5-5.5S19.5 23 14.5 27z", "{d}"),
        ellipse!(21.5, 37.5, 7.5, 7, "{l}"),
        ellipse!(42.5, 37.5, 7.5, 7, "{l}"),
        path!("M27 40c3 1.5 7 1.5 10 0l2 8.5c-4 1.5-10 1.5-14 0z", "{d}"),
        "{e}",
        path!("M24.5 34c2.5-4 12.5-4 15 0-1.5 4-4.5 7.5-7.5 9.5-3-2-6-5.5-7.5-9.5z", "#FF9A2E"),
        line!("M26 35.2q6 2.6 12 0", 1.6, "#A8500B"),
    ),
    eyes: Eyes::pair(235, 405, 290),
};

pub const SWAN: Head = Head {
    back: "",
    front: concat!(
        line!("M34 60c4-8-10-14-10-26 0-6 2-9 4-12", 11, "{m}"),
        circle!(29, 20, 10, "{m}"),
        path!("M36 15.5c2 0 4 1 5 3l10 6.5c-1 2-10 2-16-.5z", "#F2762E"),
        path!("M34.5 14.5c3-.5 5 1 6.5 4-2.5.5-5 0-7.5-1.5z", ink!()),
        "{e}",
    ),
    eyes: Eyes::one(305, 200),
};

pub const SQUIRREL: Head = Head {
    back: path!("M44 62c8-2 17-10 17-24 0-12-6-19-13-19-5 0-9 3.5-9 8 0 4 3 6 6 5 0 12-8 18-12 20z", "{d}"),
    front: concat!(
        path!("M15 22 16.5 7 26 17z", "{d}"),
        path!("M45 22 43.5 7 34 17z", "{d}"),
        ellipse!(30, 31, 16.5, 16, "{m}"),
        ellipse!(30, 37, 10, 8, "{l}"),
        "{e}",
        ellipse!(30, 33.5, 3, 2.3, ink!()),
        line!("M26.5 37.5q3.5 3.5 7 0", 1.8, ink!()),
    ),
    eyes: Eyes::pair(230, 370, 285),
};

pub const DEER: Head = Head {
    back: "",
    front: concat!(
        line!("M25 15c-2-3-2-6-1.5-9m.2 4.5L20 8m19 7c2-3 2-6 1.5-9m-.2 4.5L44 8", 2.6, "{d}"),
        path!("M21 22C15 15 9 15 5 17c1 6 6 11 15 11z", "{m}"),
        path!("M43 22c6-7 12-7 16-5-1 6-6 11-15 11z", "{m}"),
        path!("M17.5 21.5C14 18.5 11 18 9 18.5c2 3 5 5 8.5 5.5z", blush!()),
        path!("M46.5 21.5c3.5-3 6.5-3.5 8.5-3-2 3-5 5-8.5 5.5z", blush!()),
        path!(
            "M18.5 25c0-8 6-11.5 13.5-11.5S45.5 17 45.5 25c0 5-2 9-3.5 14-1.5 6-5 9.5-10 9.5s-8.5-3.5-10-9.5c-1.5-5-3.5-9-3.5-14z",
            "{m}"
        ),
        path!("M23.5 39.5c2-4 15-4 17 0-1.5 6-4.5 9-8.5 9s-7-3-8.5-9z", "{l}"),
        "{e}",
        ellipse!(32, 40.5, 4, 3, ink!()),
        circle!(28.5, 18.5, 1.5, "{l}"),
        circle!(35.5, 18.5, 1.5, "{l}"),
        circle!(32, 22, 1.5, "{l}"),
    ),
    eyes: Eyes::pair(250, 390, 285),
};

pub const MOLE: Head = Head {
    back: "",
    front: concat!(
        path!("M13 38c0-16 8-25 19-25s19 9 19 25c0 7-8 10.5-19 10.5S13 45 13 38z", "{m}"),
        ellipse!(32, 39, 8, 6, "#F5A3B5"),
        circle!(29.5, 39, 1.3, "#8E3F54"),
        circle!(34.5, 39, 1.3, "#8E3F54"),
        circle!(24, 28, 6.6, "{l}"),
        circle!(40, 28, 6.6, "{l}"),
        line!("M30.6 28h2.8", 2.2, gold!()),
        "<g fill=\"none\" stroke=\"#FFB41F\" stroke-width=\"2.2\"><circle cx=\"24\" cy=\"28\" r=\"6.6\"/><circle cx=\"40\" cy=\"28\" r=\"6.6\"/></g>",
        "{e}",
    ),
    eyes: Eyes::pair(240, 400, 280).on_disc(),
};

pub const SEAL: Head = Head {
    back: "",
    front: concat!(
        ellipse!(32, 30, 19, 18, "{m}"),
        ellipse!(26.5, 37, 7.5, 6.5, "{l}"),
        ellipse!(37.5, 37, 7.5, 6.5, "{l}"),
        "{e}",
        ellipse!(32, 33.5, 4, 2.8, ink!()),
        line!("M32 36v3.5", 1.7, ink!()),
        circle!(23, 38, ".9", "{d}"),
        circle!(26, 40, ".9", "{d}"),
        circle!(38, 40, ".9", "{d}"),
        circle!(41, 38, ".9", "{d}"),
        circle!(26, 17.5, 1.6, "{d}"),
        circle!(38, 17.5, 1.6, "{d}"),
        circle!(32, 15.5, 1.6, "{d}"),
    ),
    eyes: Eyes::pair(230, 410, 270),
};

pub const BLACKBIRD: Head = Head {
    back: "",
    front: concat!(
        path!(
            "M15 31c0-10 7-17.5 16.5-17.5 8 0 13 5 14.5 11.5l13 5.5-14 3.5C43 43 37 48 30 48c-9 0-15-7-15-17z",
            "{m}"
        ),
        path!("M43.5 23.5 60 30.5l-16.5 4.5c1-3.5 1-8 0-11.5z", beak!()),
        circle!(35, 26.5, 5.8, "{g}"),
        "{e}",
    ),
    eyes: Eyes::one(350, 265).on_disc(),
};
