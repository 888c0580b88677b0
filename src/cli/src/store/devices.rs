//! Browsers that have taken forms along: whose they are, until when, and the secret that opens one after it was locked.

use serde::Serialize;
use sqlx::any::AnyRow;
use sqlx::{Error, FromRow, Row};
use utoipa::ToSchema;

use super::{Store, patiently};

/// A browser that has taken forms along.
#[derive(Debug)]
pub struct Device {
    /// Who took them along: nobody else opens or sends what is there.
    pub owner: String,
    /// What its data key is wrapped with, beside the passphrase. Empty once it is wiped.
    pub secret: String,
    /// What may be shown of it.
    pub shown: Shown,
}

/// What a list shows of a browser that has taken forms along.
#[derive(Debug, Serialize, ToSchema)]
pub struct Shown {
    /// A random id.
    pub id: String,
    /// When, RFC 3339.
    pub taken_at: String,
    /// Until when it opens without a network, RFC 3339.
    pub expires_at: String,
    /// When its owner told it to wipe itself, RFC 3339; else empty.
    pub wiped_at: String,
}

const ADD: &str = "INSERT INTO device (id, owner, secret, taken_at, expires_at) VALUES ($1, $2, $3, $4, $5) \
    ON CONFLICT (id) DO NOTHING";
const ONE: &str = "SELECT id, owner, secret, taken_at, expires_at, wiped_at FROM device WHERE id = $1";
/// The latest of one owner.
pub const DEVICES: &str = "SELECT id, owner, secret, taken_at, expires_at, wiped_at FROM device \
    WHERE owner = $1 ORDER BY taken_at DESC LIMIT 50";
const WIPE: &str = "UPDATE device SET secret = '', wiped_at = $3 WHERE id = $1 AND owner = $2 AND wiped_at = ''";

impl Store {
    /// Adds one, unless there is one of this id. Gives what there is then.
    pub async fn add_device(&self, device: &Device) -> Result<Device, Error> {
        let Device { owner, secret, shown } = device;
        let added = sqlx::query(ADD).bind(&shown.id).bind(owner).bind(secret).bind(&shown.taken_at);
        patiently(added.bind(&shown.expires_at).execute(&self.pool)).await?;
        self.device(&shown.id).await?.ok_or(Error::RowNotFound)
    }

    /// One by its id.
    pub async fn device(&self, id: &str) -> Result<Option<Device>, Error> {
        let row = patiently(sqlx::query(ONE).bind(id).fetch_optional(&self.pool)).await?;
        row.as_ref().map(Device::from_row).transpose()
    }

    /// The latest 50 of an owner, the last first.
    pub async fn devices(&self, owner: &str) -> Result<Vec<Shown>, Error> {
        let rows = patiently(sqlx::query(DEVICES).bind(owner).fetch_all(&self.pool)).await?;
        rows.iter().map(|row| Device::from_row(row).map(|device| device.shown)).collect()
    }

    /// Forgets the secret of one, and that it is to be wiped is kept.
    pub async fn wipe_device(&self, id: &str, owner: &str) -> Result<(), Error> {
        let wiped = sqlx::query(WIPE).bind(id).bind(owner).bind(super::now());
        patiently(wiped.execute(&self.pool)).await.map(drop)
    }
}

impl FromRow<'_, AnyRow> for Device {
    fn from_row(row: &AnyRow) -> Result<Self, Error> {
        let shown = Shown {
            id: row.try_get("id")?,
            taken_at: row.try_get("taken_at")?,
            expires_at: row.try_get("expires_at")?,
            wiped_at: row.try_get("wiped_at")?,
        };
        Ok(Self { owner: row.try_get("owner")?, secret: row.try_get("secret")?, shown })
    }
}
