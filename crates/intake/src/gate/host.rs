use std::collections::HashMap;
use std::io;
use std::net::{IpAddr, SocketAddr, ToSocketAddrs};
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Instant;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use url::{Host, Url};

use super::address::{Reach, reach};
use crate::{EnvironmentFault, Fault, InputFault};

/// Checks what can be checked of a URL without looking up its host.
pub(super) fn check(url: &Url) -> Result<(), InputFault> {
    let bad = |why: &str| Err(InputFault::BadUrl { why: why.to_owned() });
    if !matches!(url.scheme(), "http" | "https") {
        return Err(InputFault::BadUrl {
            why: format!("only http and https are fetched, not {}", url.scheme()),
        });
    }
    // `https://trusted.example@other.example/` leads to other.example.
    if !url.username().is_empty() || url.password().is_some() {
        return bad("it has a user name before the host");
    }
    if url.port() == Some(0) {
        return bad("there is no port 0");
    }
    Ok(())
}

/// Which hosts and addresses may be dialled.
pub(super) struct Admitted {
    name: fn(&str) -> Result<(), InputFault>,
    address: fn(IpAddr) -> Result<(), InputFault>,
    /// The addresses of a host name.
    look_up: fn(&str) -> io::Result<Vec<IpAddr>>,
}

impl Admitted {
    pub(super) fn by(allow_local: bool) -> Self {
        if allow_local {
            Self { name: |_| Ok(()), address: not_nowhere, look_up }
        } else {
            Self { name: not_local_by_name, address: global_only, look_up }
        }
    }

    #[cfg(test)]
    pub(super) fn with(
        address: fn(IpAddr) -> Result<(), InputFault>,
        look_up: fn(&str) -> io::Result<Vec<IpAddr>>,
    ) -> Self {
        Self { name: not_local_by_name, address, look_up }
    }
}

/// Refuses names that mean this machine or its network whatever they resolve to (RFC 6761, 6762, 8375 and
/// the `internal` that ICANN set aside).
fn not_local_by_name(name: &str) -> Result<(), InputFault> {
    let name = name.trim_end_matches('.');
    let is_local = ["localhost", "local", "internal", "home.arpa"].iter().any(|suffix| {
        name.strip_suffix(suffix).is_some_and(|before| before.is_empty() || before.ends_with('.'))
    });
    if is_local { Err(InputFault::LocalName { name: name.to_owned() }) } else { Ok(()) }
}

pub(super) fn global_only(address: IpAddr) -> Result<(), InputFault> {
    match reach(address) {
        Reach::Global => Ok(()),
        Reach::Local(kind) => Err(InputFault::LocalAddress { address, kind }),
        Reach::Nowhere(kind) => Err(InputFault::NoSuchAddress { address, kind }),
    }
}

fn not_nowhere(address: IpAddr) -> Result<(), InputFault> {
    match reach(address) {
        Reach::Global | Reach::Local(_) => Ok(()),
        Reach::Nowhere(kind) => Err(InputFault::NoSuchAddress { address, kind }),
    }
}

fn look_up(name: &str) -> io::Result<Vec<IpAddr>> {
    Ok((name, 0).to_socket_addrs()?.map(|address| address.ip()).collect())
}

/// The admitted addresses of every host name so far: the only ones the client finds.
pub(super) struct Dialled {
    admitted: Admitted,
    addresses: Arc<Addresses>,
}

#[derive(Default)]
struct Addresses(Mutex<HashMap<String, Vec<IpAddr>>>);

impl Dialled {
    pub(super) fn new(admitted: Admitted) -> Self {
        Self { admitted, addresses: Arc::default() }
    }

    /// What the client asks instead of the system.
    pub(super) fn resolver(&self) -> Arc<impl Resolve + 'static> {
        Arc::clone(&self.addresses)
    }

    /// Looks up the URL's host and lets its admitted addresses be dialled.
    pub(super) fn admit(&self, url: &Url, deadline: Instant) -> Result<(), Fault> {
        // The client dials literal addresses without asking, so here is where they are checked.
        let name = match url.host() {
            Some(Host::Domain(name)) => name,
            Some(Host::Ipv4(address)) => return Ok((self.admitted.address)(address.into())?),
            Some(Host::Ipv6(address)) => return Ok((self.admitted.address)(address.into())?),
            None => return Err(InputFault::BadUrl { why: "it has no host".to_owned() }.into()),
        };
        (self.admitted.name)(name)?;
        let found = self.look_up_until(name, deadline)?;
        let (admitted, refused): (Vec<_>, Vec<_>) = found
            .into_iter()
            .map(|address| (self.admitted.address)(address).map(|()| address))
            .partition(Result::is_ok);
        if admitted.is_empty() {
            let reason = refused.into_iter().find_map(Result::err);
            return Err(reason.map_or_else(|| host_not_found(name, "it has no address"), Fault::from));
        }
        self.addresses.lock().insert(name.to_owned(), admitted.into_iter().flatten().collect());
        Ok(())
    }

    /// The system's look-up knows no time limit, so it runs beside and is left behind when it takes too long.
    fn look_up_until(&self, name: &str, deadline: Instant) -> Result<Vec<IpAddr>, Fault> {
        let (sender, receiver) = sync_channel(1);
        let (look_up, asked) = (self.admitted.look_up, name.to_owned());
        thread::Builder::new().name("look-up".to_owned()).spawn(move || {
            // Nobody listens any more when it took too long.
            let _ = sender.send(look_up(&asked));
        })?;
        match receiver.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
            Ok(Ok(addresses)) => Ok(addresses),
            Ok(Err(error)) => Err(host_not_found(name, &error.to_string())),
            Err(RecvTimeoutError::Timeout) => Err(host_not_found(name, "the name server does not answer")),
            Err(RecvTimeoutError::Disconnected) => Err(host_not_found(name, "the look-up broke off")),
        }
    }
}

fn host_not_found(name: &str, why: &str) -> Fault {
    EnvironmentFault::HostNotFound { name: name.to_owned(), why: why.to_owned() }.into()
}

impl Addresses {
    fn lock(&self) -> MutexGuard<'_, HashMap<String, Vec<IpAddr>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Resolve for Addresses {
    fn resolve(&self, name: Name) -> Resolving {
        let found = self.lock().get(name.as_str()).cloned();
        Box::pin(std::future::ready(match found {
            Some(addresses) => {
                Ok(Box::new(addresses.into_iter().map(|address| SocketAddr::new(address, 0))) as Addrs)
            }
            None => Err("the host was not admitted".into()),
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_of_a_local_host_is_refused() {
        for url in [
            "http://127.0.0.1/",
            "http://127.1/",
            "http://2130706433/",
            "http://0x7f000001/",
            "http://0177.0.0.1/",
            "http://0x7f.1/",
            "http://127.0.0.1./",
            "http://１２７.０.０.１/",
            "http://127%2e0.0.1/",
            "http://[::1]/",
            "http://[::ffff:127.0.0.1]/",
            "http://[::ffff:7f00:1]/",
            "http://[64:ff9b::a9fe:a9fe]/",
            "http://169.254.169.254/latest/meta-data",
            "http://0xa9fea9fe/",
            "http://localhost/",
            "http://LOCALHOST:8080/",
            "http://localhost./",
            "http://desk.localhost/",
            "http://printer.local/",
            "http://metadata.google.internal/",
            "http://nas.home.arpa/",
        ] {
            let url = Url::parse(url).unwrap();
            let dialled = Dialled::new(Admitted::by(false));
            let fault = dialled.admit(&url, Instant::now()).unwrap_err();
            let is_local =
                matches!(fault, Fault::Input(InputFault::LocalAddress { .. } | InputFault::LocalName { .. }));
            assert!(is_local, "{url}: {fault}");
        }
    }

    #[test]
    fn allowing_local_addresses_allows_no_others_that_are_not_global() {
        let allowed = Dialled::new(Admitted::by(true));
        for (url, expected) in [
            ("http://127.0.0.1/", true),
            ("http://[::1]/", true),
            ("http://192.168.1.4/", true),
            ("http://169.254.1.1/", true),
            ("http://0.0.0.0/", false),
            ("http://[::]/", false),
            ("http://0/", false),
            ("http://224.0.0.1/", false),
            ("http://255.255.255.255/", false),
            ("http://192.0.2.1/", false),
        ] {
            assert_eq!(allowed.admit(&Url::parse(url).unwrap(), Instant::now()).is_ok(), expected, "{url}");
        }
    }

    #[test]
    fn only_the_admitted_addresses_of_a_name_are_dialled() {
        let both = |_: &str| Ok(vec![IpAddr::from([10, 0, 0, 1]), IpAddr::from([9, 9, 9, 9])]);
        let dialled = Dialled::new(Admitted::with(global_only, both));
        let deadline = Instant::now() + std::time::Duration::from_secs(5);
        dialled.admit(&Url::parse("http://two-faced.example/").unwrap(), deadline).unwrap();
        assert_eq!(dialled.addresses.lock()["two-faced.example"], [IpAddr::from([9, 9, 9, 9])]);
    }
}
