//! The operator's commands: each prints one JSON object.

use std::path::Path;

use serde_json::json;

use super::{
    args::{
        DeviceCommand, EpochCommand, InboxCommand, KeyArgs, PairingCommand, PublicArgs, StoreArgs,
    },
    print,
};
use crate::{
    admin::{Admin, Ingest},
    clock::Clock,
    error::{Error, Result},
    secret::SigningSecret,
};

pub(super) async fn inbox(command: InboxCommand) -> Result<()> {
    match command {
        InboxCommand::Create {
            name,
            keys,
            public,
            store,
        } => {
            let secrets = read_secrets(&keys)?;
            let ingest = open(store)
                .await?
                .create_inbox(&name, secrets, keys.require_signature)
                .await?;
            print(&whole(ingest, &public))
        }
        InboxCommand::List { store } => list_inboxes(&open(store).await?).await,
        InboxCommand::Show { inbox, store } => print(&open(store).await?.inbox(&inbox).await?),
        InboxCommand::RotateToken {
            inbox,
            public,
            store,
        } => {
            let ingest = open(store).await?.rotate_token(&inbox).await?;
            print(&whole(ingest, &public))
        }
        InboxCommand::SetSecrets {
            inbox,
            keys,
            no_require_signature,
            store,
        } => {
            let secrets = read_secrets(&keys)?;
            let count = secrets.len();
            let require = match (keys.require_signature, no_require_signature) {
                (true, _) => Some(true),
                (_, true) => Some(false),
                _ => None,
            };
            open(store)
                .await?
                .set_secrets(&inbox, secrets, require)
                .await?;
            print(&json!({"inbox": inbox, "secrets": count}))
        }
        InboxCommand::Delete { inbox, store } => {
            if !open(store).await?.delete_inbox(&inbox).await? {
                return Err(Error::NoSuchInbox(inbox));
            }
            print(&json!({"inbox": inbox, "deleted": true}))
        }
    }
}

pub(super) async fn pairing(command: PairingCommand) -> Result<()> {
    let PairingCommand::Create { inbox, store } = command;
    print(&open(store).await?.create_pairing(&inbox).await?)
}

pub(super) async fn device(command: DeviceCommand) -> Result<()> {
    match command {
        DeviceCommand::Create { inbox, name, store } => {
            print(&open(store).await?.create_device(&inbox, &name).await?)
        }
        DeviceCommand::List { inbox, store } => {
            let devices = open(store).await?.inbox(&inbox).await?.devices;
            print(&json!({"devices": devices}))
        }
        DeviceCommand::Revoke { device, store } => {
            if !open(store).await?.revoke_device(&device).await? {
                return Err(Error::NoSuchDevice);
            }
            print(&json!({"device": device, "revoked": true}))
        }
    }
}

pub(super) async fn epoch(command: EpochCommand) -> Result<()> {
    let EpochCommand::Renew { store } = command;
    let epoch = open(store).await?.renew_epoch().await?;
    print(&json!({"epoch": epoch}))
}

pub(super) async fn open(store: StoreArgs) -> Result<Admin> {
    Admin::open(&store.config()?, Clock::system()).await
}

async fn list_inboxes(admin: &Admin) -> Result<()> {
    let inboxes: Vec<_> = admin
        .inboxes()
        .await?
        .into_iter()
        .map(|inbox| {
            json!({
                "inbox": inbox.id,
                "name": inbox.name,
                "secrets": inbox.secrets.len(),
                "require_signature": inbox.require_signature,
                "created_at": relay_protocol::timestamp::format(inbox.created_at).ok(),
            })
        })
        .collect();
    print(&json!({"inboxes": inboxes}))
}

/// With the address named on the command line, else with the one that `serve` was told.
fn whole(ingest: Ingest, public: &PublicArgs) -> Ingest {
    match &public.public_url {
        Some(url) => ingest.at(url),
        None => ingest,
    }
}

fn read_secrets(keys: &KeyArgs) -> Result<Vec<SigningSecret>> {
    keys.secret_files
        .iter()
        .map(|file| read_secret(file))
        .collect()
}

/// A secret's file may end in a line break, which an editor adds and nobody sees.
pub(super) fn read_secret(file: &Path) -> Result<SigningSecret> {
    let what = format!("cannot read the secret in {}", file.display());
    let text = std::fs::read_to_string(file).map_err(Error::io(what))?;
    Ok(SigningSecret::new(text.trim_end_matches(['\r', '\n'])))
}
