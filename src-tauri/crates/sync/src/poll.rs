//! Asks Ribbon's REST API what is new.
//!
//! A list of interviews has no total, no cursor, no "changed since" and no documented order, and
//! every item carries a whole transcript. So after the first synchronisation a poll asks whether
//! there is an item just beyond where the list ended when all of it was known: as long as there is
//! none, the answer is an empty list, whatever the order. Only a list that has grown is looked at,
//! at its ends first.

mod all;
mod ask;
mod pages;
mod probe;
mod recent;
mod shown;
mod sweep;

use crate::Error;
use crate::input::Input;
use crate::state::RestTrouble;
pub(crate) use ask::Asker;
use domain::{Flow, Interview, InterviewId, InterviewStatus, Team, TeamMember, UnixMs};
use pages::Pages;
use ribbon_api::Item;
use tokio::sync::{mpsc, oneshot};

/// What the poller found.
pub(crate) enum Findings {
    /// Interviews, and how far the first synchronisation has read this list. The news are the
    /// interviews that were not known.
    Interviews(Vec<Item<Interview>>, Option<Progress>),
    /// Interviews without their transcripts. The news are those that have to be asked for in full.
    Scanned(Vec<Item<Interview>>),
    /// A list was read from end to end.
    Swept(Swept),
    /// The list of all interviews was read, and ends here.
    All(u32),
    /// What asking by the time of an interview's end brought.
    Recent(RecentFound),
    /// All that are invited. The news are those that have left that list: they are fetched.
    Invited(Vec<InterviewId>),
    /// How a list was found.
    Shape(Shape),
    /// Where something new was found in a list.
    Grown(InterviewStatus, Place),
    /// The patrol has come so far through the interviews that were held, at the cost of so many bytes.
    Patrolled(u32, u64),
    /// All flows, and when they were asked for.
    Flows(Vec<Item<Flow>>, UnixMs),
    /// All teams and members.
    Teams(Vec<Item<Team>>, Vec<Item<TeamMember>>),
    /// Ribbon refuses to list the teams or their members.
    TeamsRefused(RestTrouble),
}

/// A list that was read from end to end.
pub(crate) struct Swept {
    /// Which.
    pub status: InterviewStatus,
    /// What it held.
    pub ids: Vec<InterviewId>,
    /// The newest row when the reading began.
    pub known_until: i64,
    /// Where it ends.
    pub end: u32,
}

/// How far the first synchronisation has read a list, so that it can go on there after a restart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Progress {
    /// Which list.
    pub status: InterviewStatus,
    /// The next offset.
    pub offset: u32,
    /// Items among these that cannot be read.
    pub unreadable: u32,
    /// Whether that was the end.
    pub done: bool,
}

/// Where a list grows, as far as experience tells: no order is documented.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// Before everything that is known.
    Head,
    /// After it.
    End,
    /// In between.
    Anywhere,
}

/// How a list was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Shape {
    /// Which list.
    pub status: InterviewStatus,
    /// Where it ends, if that was found out. From now on this is where it is expected to end
    /// with what is known now.
    pub end: Option<u32>,
    /// Where to go on looking for what must be somewhere in it.
    pub sweep: Option<u32>,
}

/// What to do.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    /// Ask for the flows.
    pub flows: bool,
    /// Ask for the teams and members.
    pub teams: bool,
    /// Look at the ends of the lists even if they have not grown.
    pub checkup: bool,
    /// The list of those that are invited and then that of those that were held: what moves from
    /// the one to the other meanwhile is seen twice rather than never.
    pub lists: [List; 2],
    /// Where to read on what is known, to catch what no probe can see.
    pub patrol: Option<u32>,
    /// Ask by the time of an interview's end.
    pub recent: Option<Recent>,
    /// Whether Ribbon leaves transcripts out when it is asked to.
    pub is_light: bool,
}

/// How to ask by the time of an interview's end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Recent {
    /// For those that ended at or after this time by Ribbon's clock.
    pub since: UnixMs,
    /// Whether Ribbon knew the filter when it was asked last.
    pub is_supported: bool,
    /// How many of that time it should list if there is nothing new.
    pub known: u32,
    /// Read all of that time again in any case: something of it may have changed.
    pub is_whole: bool,
}

/// What asking by the time of an interview's end brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RecentFound {
    /// From when on.
    pub since: UnixMs,
    /// Whether Ribbon knows the filter.
    pub is_supported: bool,
    /// When it answered, by its own clock.
    pub served_at: Option<UnixMs>,
    /// How many it listed, if all were read.
    pub listed: Option<u32>,
}

/// What to do with a list of interviews.
#[derive(Clone, Debug)]
pub(crate) struct List {
    /// Which.
    pub status: InterviewStatus,
    /// How.
    pub how: How,
    /// Where something new was found last.
    pub grows: Option<Place>,
}

impl List {
    /// Has it read from end to end, unless the first synchronisation does that anyway.
    pub(crate) fn sweep(&mut self) {
        if let How::Probe(_) = self.how {
            self.how = How::Sweep;
        }
    }
}

/// How to read a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum How {
    /// All of it from this offset: the first synchronisation.
    Whole(u32),
    /// Ask whether it has grown. With an offset: where to go on looking for what is missing.
    Probe(Option<u32>),
    /// All of it, although it is known.
    Sweep,
}

/// One poll.
pub(crate) struct Poll {
    pub asker: Asker,
    pub inputs: mpsc::Sender<Input>,
    /// When it began, by this computer's clock.
    pub began: UnixMs,
}

impl Poll {
    /// Carries out the plan and reports the end.
    pub(crate) async fn run(self, plan: Plan) {
        let done = self.carry_out(&plan).await;
        let _ = self.inputs.send(Input::Polled(done)).await;
    }

    async fn carry_out(&self, plan: &Plan) -> Result<(), Error> {
        // What is wrong with the flows does not keep the interviews away.
        let flows = match plan.flows {
            true => self.flows().await,
            false => Ok(()),
        };
        if flows.as_ref().is_err_and(Error::is_of_all) {
            return flows;
        }
        for list in &plan.lists {
            let pages = Pages {
                poll: self,
                status: &list.status,
                grows: list.grows,
                // Who asks for everything gets the transcripts too.
                is_light: plan.is_light && list.how != How::Sweep,
            };
            match list.how {
                How::Whole(offset) => pages.whole(offset).await?,
                How::Probe(sweep) => {
                    let is_answered = match plan.recent {
                        Some(recent) if list.status == InterviewStatus::Completed => {
                            pages.recent(recent).await?
                        }
                        _ => false,
                    };
                    if !is_answered || plan.checkup {
                        pages.probe(plan.checkup, sweep).await?;
                    }
                }
                How::Sweep => pages.sweep_whole().await?,
            }
        }
        if plan.checkup {
            self.all().await?;
        }
        if plan.teams {
            self.teams().await?;
        }
        if let Some(from) = plan.patrol {
            let pages = Pages {
                poll: self,
                status: &InterviewStatus::Completed,
                grows: None,
                is_light: plan.is_light,
            };
            pages.patrol(from).await?;
        }
        flows
    }

    async fn flows(&self) -> Result<(), Error> {
        let flows = self.asker.one(|client| client.all_flows()).await?;
        let findings = Findings::Flows(flows, self.began);
        self.report(findings).await.map(drop)
    }

    /// A key that may not see the teams is no reason to do without the interviews; what is known of the
    /// teams stays.
    async fn teams(&self) -> Result<(), Error> {
        let told = async {
            let teams = self.asker.one(|client| client.teams()).await?;
            let members = self.asker.one(|client| client.team_members(None)).await?;
            Ok((teams, members))
        };
        let findings = match told.await {
            Err(ribbon_api::Error::WrongKey) => Err(ribbon_api::Error::WrongKey)?,
            Err(error) if error.is_permanent() => {
                tracing::warn!(%error, "the teams cannot be read");
                Findings::TeamsRefused(RestTrouble::of(&error))
            }
            told => {
                let (teams, members) = told?;
                Findings::Teams(teams, members)
            }
        };
        self.report(findings).await.map(drop)
    }

    /// Hands findings to the engine and waits until they are committed. Answers how much of them
    /// was news.
    async fn report(&self, findings: Findings) -> Result<usize, Error> {
        self.ask(|reply| Input::Found(findings, reply)).await
    }

    /// Where a list ends if it holds nothing but what is known.
    async fn expect(&self, status: &InterviewStatus) -> Result<u32, Error> {
        self.ask(|reply| Input::Expect(status.clone(), reply)).await
    }

    /// The same of the list of all interviews.
    async fn expect_all(&self) -> Result<u32, Error> {
        self.ask(Input::ExpectAll).await
    }

    /// The newest interview's row.
    async fn newest(&self) -> Result<i64, Error> {
        self.ask(Input::Newest).await
    }

    async fn ask<T>(
        &self,
        input: impl FnOnce(oneshot::Sender<Result<T, Error>>) -> Input,
    ) -> Result<T, Error> {
        let (reply, answer) = oneshot::channel();
        self.inputs
            .send(input(reply))
            .await
            .map_err(|_| Error::Stopped)?;
        answer.await.map_err(|_| Error::Stopped)?
    }
}
