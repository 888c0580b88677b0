//! What several forms ask, or a part of one that is a subject of its own.

pub mod access;
pub mod agreement;
pub mod care_act;
pub mod carers;
pub mod cpa_characteristics;
pub mod domains;
pub mod formulation;
pub mod goals;
pub mod review;
pub mod risk;
pub mod shared;
pub mod sharing;
pub mod transition;
pub mod whole_system;
