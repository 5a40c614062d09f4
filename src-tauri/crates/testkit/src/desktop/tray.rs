//! A place for tray icons, as a desktop's panel has one: programs register with it, and a test looks
//! at their menu and chooses from it.

use std::collections::HashMap;
use std::time::Duration;

use anyhow::{Context, bail};
use tokio::sync::watch;
use tokio::time::{Instant, sleep, timeout};
use zbus::Connection;
use zbus::message::Header;
use zbus::zvariant::{OwnedObjectPath, OwnedValue, Structure, Value};

const NAME: &str = "org.kde.StatusNotifierWatcher";
const PATH: &str = "/StatusNotifierWatcher";
const ITEM: &str = "org.kde.StatusNotifierItem";
const MENU: &str = "com.canonical.dbusmenu";
const BETWEEN_LOOKS: Duration = Duration::from_millis(20);

/// A line of a menu: its number, its properties, the lines below it.
type Line = (i32, HashMap<String, OwnedValue>, Vec<OwnedValue>);

/// The running place, as a test sees it.
#[derive(Debug)]
pub struct Tray {
    connection: Connection,
    item: watch::Receiver<Option<Item>>,
}

/// A registered icon: the program's name on the bus and the icon's path there.
#[derive(Clone, Debug)]
struct Item {
    program: String,
    path: String,
}

impl Tray {
    /// Serves a place for icons on the bus at `address`.
    pub(super) async fn serve(address: &str) -> anyhow::Result<Self> {
        let (sender, item) = watch::channel(None);
        let connection = zbus::connection::Builder::address(address)?
            .serve_at(PATH, Watcher(sender))?
            .name(NAME)?
            .build()
            .await
            .context("serving a tray on the bus")?;
        Ok(Self { connection, item })
    }

    /// The lines of the newest icon's menu that can be read, from the top.
    ///
    /// # Errors
    /// When no icon comes within the time, or it has no menu.
    pub async fn menu(&self, within: Duration) -> anyhow::Result<Vec<String>> {
        let lines = self.lines(within).await?;
        Ok(lines.into_iter().map(|(_, label)| label).collect())
    }

    /// The menu, once its first line is this.
    ///
    /// # Errors
    /// When it still says something else after that time.
    pub async fn menu_that_begins(
        &self,
        first: &str,
        within: Duration,
    ) -> anyhow::Result<Vec<String>> {
        let deadline = Instant::now() + within;
        loop {
            let menu = self.menu(within).await?;
            if menu.first().is_some_and(|line| line == first) {
                return Ok(menu);
            }
            if Instant::now() > deadline {
                bail!("the tray's menu is {menu:?}");
            }
            sleep(BETWEEN_LOOKS).await;
        }
    }

    /// The menu, once it has a line of this text.
    ///
    /// # Errors
    /// When there is still none after that time.
    pub async fn menu_with(&self, label: &str, within: Duration) -> anyhow::Result<Vec<String>> {
        self.wait_for_line(label, within).await?;
        self.menu(within).await
    }

    /// Chooses the line of this text as soon as it is there.
    ///
    /// # Errors
    /// When there is still none after that time.
    pub async fn choose(&self, label: &str, within: Duration) -> anyhow::Result<()> {
        let id = self.wait_for_line(label, within).await?;
        let (item, path) = self.menu_path(within).await?;
        let event = (id, "clicked", Value::from(0), 0_u32);
        self.connection
            .call_method(
                Some(item.program.as_str()),
                &path,
                Some(MENU),
                "Event",
                &event,
            )
            .await
            .context("choosing from the tray's menu")?;
        Ok(())
    }

    async fn wait_for_line(&self, label: &str, within: Duration) -> anyhow::Result<i32> {
        let deadline = Instant::now() + within;
        loop {
            let lines = self.lines(within).await?;
            if let Some((id, _)) = lines.iter().find(|(_, found)| found == label) {
                return Ok(*id);
            }
            if Instant::now() > deadline {
                bail!("no line {label:?} in the tray's menu: {lines:?}");
            }
            sleep(BETWEEN_LOOKS).await;
        }
    }

    async fn lines(&self, within: Duration) -> anyhow::Result<Vec<(i32, String)>> {
        let (item, path) = self.menu_path(within).await?;
        let program = Some(item.program.as_str());
        let all = (0, -1, Vec::<&str>::new());
        let answer = self
            .connection
            .call_method(program, &path, Some(MENU), "GetLayout", &all)
            .await
            .context("asking for the tray's menu")?;
        let (_, (_, _, children)): (u32, Line) = answer.body().deserialize()?;
        children
            .into_iter()
            .filter_map(|it| line(it).transpose())
            .collect()
    }

    async fn menu_path(&self, within: Duration) -> anyhow::Result<(Item, OwnedObjectPath)> {
        let mut known = self.item.clone();
        let registered = timeout(within, known.wait_for(Option::is_some)).await;
        let item = registered.context("no icon came")??.clone();
        let item = item.context("an icon")?;
        let asked = zbus::Proxy::new(
            &self.connection,
            item.program.clone(),
            item.path.clone(),
            ITEM,
        );
        let path = asked.await?.get_property("Menu").await;
        Ok((item, path.context("the icon has no menu")?))
    }
}

/// What a line says; `None` for a separator.
fn line(value: OwnedValue) -> anyhow::Result<Option<(i32, String)>> {
    let fields = Structure::try_from(value)?.into_fields();
    let mut fields = fields.into_iter();
    let (Some(id), Some(properties)) = (fields.next(), fields.next()) else {
        bail!("a line of a menu has a number and properties");
    };
    let properties: HashMap<String, OwnedValue> = properties.try_into()?;
    let Some(label) = properties.get("label") else {
        return Ok(None);
    };
    Ok(Some((id.try_into()?, label.try_clone()?.try_into()?)))
}

/// Whom programs tell that they have an icon.
struct Watcher(watch::Sender<Option<Item>>);

#[zbus::interface(name = "org.kde.StatusNotifierWatcher")]
impl Watcher {
    #[expect(
        clippy::needless_pass_by_value,
        reason = "the macro hands the header over"
    )]
    fn register_status_notifier_item(&self, service: &str, #[zbus(header)] header: Header<'_>) {
        let Some(sender) = header.sender() else {
            return;
        };
        // Either a path, of whoever calls, or a name with the usual path.
        let (program, path) = match service.starts_with('/') {
            true => (sender.to_string(), service),
            false => (service.to_owned(), "/StatusNotifierItem"),
        };
        let path = path.to_owned();
        self.0.send_replace(Some(Item { program, path }));
    }

    fn register_status_notifier_host(&self, _service: &str) {}

    #[zbus(property)]
    fn registered_status_notifier_items(&self) -> Vec<String> {
        let known = self.0.borrow();
        let item = known.as_ref();
        item.map(|item| format!("{}{}", item.program, item.path))
            .into_iter()
            .collect()
    }

    #[zbus(property)]
    fn is_status_notifier_host_registered(&self) -> bool {
        true
    }

    #[zbus(property)]
    fn protocol_version(&self) -> i32 {
        0
    }
}
