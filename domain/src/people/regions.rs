//! The fourteen regions of the employers' organisations in care (RegioPlus, map of 2018).
//!
//! Organisations have merged since and the present list could not be confirmed, so the numbers are stable: a region
//! that is split or merged gets a new number, and the old number stays readable in what members sealed before.

choices! {
    /// The coarse region in which somebody works or learns.
    Region {
        /// Groningen, Friesland and Drenthe.
        North = 1, "groningen-friesland-drenthe", "Groningen, Friesland en Drenthe", "Groningen, Friesland and Drenthe";
        /// Twente, Achterhoek, Zwolle and around.
        East = 2, "oost-nederland", "Oost-Nederland", "Eastern Netherlands";
        /// Gelderland.
        Gelderland = 3, "gelderland", "Gelderland", "Gelderland";
        /// Flevoland.
        Flevoland = 4, "flevoland", "Flevoland", "Flevoland";
        /// Utrecht.
        Utrecht = 5, "utrecht", "Utrecht", "Utrecht";
        /// Amsterdam and the north of Noord-Holland.
        Amsterdam = 6, "amsterdam-noord-holland-noord", "Groot Amsterdam, Zaanstreek, Waterland en Noord-Holland Noord", "Greater Amsterdam, Zaanstreek, Waterland and northern Noord-Holland";
        /// Kennemerland, Amstelland and Meerlanden.
        Kennemerland = 7, "kennemerland-amstelland-meerlanden", "Kennemerland, Amstelland en Meerlanden", "Kennemerland, Amstelland and Meerlanden";
        /// Rijnstreek.
        Rijnstreek = 8, "rijnstreek", "Rijnstreek", "Rijnstreek";
        /// The Hague and around.
        Haaglanden = 9, "haaglanden-nieuwe-waterweg-noord", "Haaglanden en Nieuwe Waterweg-Noord", "Haaglanden and Nieuwe Waterweg-Noord";
        /// Rotterdam.
        Rotterdam = 10, "rotterdam", "Rotterdam", "Rotterdam";
        /// Drechtsteden.
        Drechtsteden = 11, "drechtsteden", "Drechtsteden", "Drechtsteden";
        /// Zeeland.
        Zeeland = 12, "zeeland", "Zeeland", "Zeeland";
        /// Noord-Brabant.
        NoordBrabant = 13, "noord-brabant", "Noord-Brabant", "Noord-Brabant";
        /// Limburg.
        Limburg = 14, "limburg", "Limburg", "Limburg";
    }
}
