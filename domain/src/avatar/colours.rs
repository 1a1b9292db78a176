//! The colours of a face, and which of them may stand next to each other.

/// A fur: main, light and dark.
pub struct Fur {
    /// The animal itself, and its neck.
    pub main: &'static str,
    /// Cheeks, muzzle, belly.
    pub light: &'static str,
    /// Ears, quills, spots.
    pub dark: &'static str,
}

const fn fur(main: &'static str, light: &'static str, dark: &'static str) -> Fur {
    Fur { main, light, dark }
}

/// The furs: fox red, chestnut, slate, night, honey, heather, moss, wool.
pub static FURS: [Fur; 8] = [
    fur("#EE7B45", "#FFE0C4", "#A23E17"),
    fur("#8A5635", "#F0D5B3", "#573019"),
    fur("#8FA3B5", "#E9F0F6", "#4C5F70"),
    fur("#34495A", "#D5E3EC", "#1D2C38"),
    fur("#F0B84C", "#FFF0CF", "#946013"),
    fur("#C9788F", "#FFE3E9", "#7E3950"),
    fur("#4D9271", "#DDF4E6", "#24523D"),
    fur("#FBF6EC", "#FFFFFF", "#BCA988"),
];

/// The backgrounds: the eight theme colours sun, coral, sky, lilac, mint, lime, pink, sand.
pub static GROUNDS: [&str; 8] =
    ["#FFC93D", "#FF8F70", "#9CD3FF", "#CDB9FF", "#86E3BD", "#CDE765", "#FFB0CE", "#E6D3B8"];

/// The uniforms: green, blue, red, white, pink, ink, teal, yellow.
pub static UNIFORMS: [&str; 8] =
    ["#0C5A46", "#2B6CB8", "#D9482F", "#FFFFFF", "#F58FB3", "#14231F", "#57BFA6", "#FFC93D"];

/// Four backgrounds for each fur, never one that looks like the fur.
pub static GROUNDS_OF_FUR: [[u8; 4]; 8] = [
    [2, 4, 5, 6],
    [0, 2, 4, 6],
    [0, 1, 5, 6],
    [0, 1, 4, 6],
    [2, 3, 4, 6],
    [2, 4, 5, 0],
    [0, 1, 3, 6],
    [1, 2, 4, 3],
];

/// Four uniforms for each background, never one that looks like the background.
pub static UNIFORMS_OF_GROUND: [[u8; 4]; 8] = [
    [0, 1, 2, 3],
    [0, 1, 3, 5],
    [0, 2, 3, 7],
    [0, 2, 3, 5],
    [1, 2, 3, 4],
    [0, 1, 2, 3],
    [0, 1, 3, 6],
    [0, 1, 2, 6],
];

/// White and yellow uniforms need a dark stethoscope and a green badge.
pub const fn is_pale(uniform: u8) -> bool {
    uniform == 3 || uniform == 7
}
