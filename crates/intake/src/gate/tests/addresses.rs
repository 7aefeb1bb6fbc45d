//! Who is dialled.

use super::*;

/// Admits this test's server, as if 127.0.0.1 were global, and what really is.
fn server_or_global(address: IpAddr) -> Result<(), InputFault> {
    if address == IpAddr::V4(Ipv4Addr::LOCALHOST) { Ok(()) } else { global_only(address) }
}

fn gate(look_up: fn(&str) -> io::Result<Vec<IpAddr>>) -> Gate {
    Gate::with(Admitted::with(server_or_global, look_up), options().limits, None).unwrap()
}

#[test]
fn no_redirect_leads_inside() {
    let server = Server::start();
    let gate = gate(|_| Ok(vec![IpAddr::from([127, 0, 0, 2])]));
    gate.fetch(&server.url("page"), &Ask::Whole).unwrap_or_else(|failed| panic!("{failed:?}"));
    for target in [
        "http://127.0.0.2/",
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1/",
        "http://192.168.0.1:8080/",
        "http://100.100.1.1/",
        "http://2130706434/",
        "http://0x7f000002/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.2]/",
        "http://[::ffff:a9fe:a9fe]/",
        "http://[64:ff9b::7f00:2]/",
        "http://[fd00::1]/",
        "http://localhost/",
        "http://intranet/",
        "http://inside.example/",
        "//inside.example/",
    ] {
        let Err(Failed { hop: Some(_), fault }) =
            gate.fetch(&server.url(&format!("to/{target}")), &Ask::Whole)
        else {
            panic!("{target} was followed")
        };
        let is_refused =
            matches!(fault, Fault::Input(InputFault::LocalAddress { .. } | InputFault::LocalName { .. }));
        assert!(is_refused, "{target}: {fault}");
    }
}

#[test]
fn a_name_that_changes_its_address_gains_nothing() {
    /// The server at first, then something inside.
    fn rebinding(_: &str) -> io::Result<Vec<IpAddr>> {
        static ASKED: AtomicUsize = AtomicUsize::new(0);
        let last = if ASKED.fetch_add(1, Ordering::Relaxed) == 0 { 1 } else { 2 };
        Ok(vec![IpAddr::from([127, 0, 0, last])])
    }
    let server = Server::start();
    let url = format!("http://rebinding.example:{}/to//page", server.address.port());
    let Err(Failed { hop, fault }) = gate(rebinding).fetch(&url, &Ask::Whole) else { panic!("was fetched") };
    assert_eq!(hop, Some(url.replace("/to//", "/")));
    assert_eq!(fault.to_string(), "leads to 127.0.0.2, a loopback address");
}

#[test]
fn hosts_that_cannot_be_looked_up_are_named() {
    fn look_up(name: &str) -> io::Result<Vec<IpAddr>> {
        match name {
            "slow.example" => {
                thread::sleep(Duration::from_secs(15));
                Ok(vec![])
            }
            "bare.example" => Ok(vec![]),
            _ => Err(io::Error::other("no such name")),
        }
    }
    let gate = gate(look_up);
    for (url, expected) in [
        ("http://slow.example/", "cannot find the host slow.example: the name server does not answer"),
        ("http://bare.example/", "cannot find the host bare.example: it has no address"),
        ("http://gone.example/", "cannot find the host gone.example: no such name"),
    ] {
        let Err(Failed { hop: None, fault }) = gate.fetch(url, &Ask::Whole) else {
            panic!("{url} was fetched")
        };
        assert_eq!(fault.to_string(), expected);
        assert!(matches!(fault, Fault::Environment(EnvironmentFault::HostNotFound { .. })));
    }
}

#[test]
fn a_name_may_end_in_a_dot() {
    let server = Server::start();
    let gate = gate(|_| Ok(vec![IpAddr::from(Ipv4Addr::LOCALHOST)]));
    let url = format!("http://Ledger.example.:{}/page", server.address.port());
    let fetched = gate.fetch(&url, &Ask::Whole).unwrap_or_else(|failed| panic!("{failed:?}"));
    assert_eq!(String::from_utf8(fetched.bytes).unwrap(), PAGE);
}
