"""Workers, database and mail server are killed in turn, with kill -9, and every enquiry arrives."""

import time

from .killed_site import KilledSite

NUMBER = 40
SECONDS = 150
FORWARDED = "SELECT count(*) FROM enquiries_enquiry WHERE forwarded_at IS NOT NULL"


def test_every_enquiry_arrives_once_whatever_is_killed(tmp_path):
    with KilledSite(tmp_path, NUMBER) as site:
        kills = kill_in_turn(site)
        taken = site.taken()
        events = site.ask("SELECT count(*) FROM enquiries_event WHERE kind = 'forwarded'")
        left = site.ask("SELECT count(*) FROM enquiries_mail WHERE sent_at IS NULL")
    assert min(kills.values()) >= 1, kills
    assert (left, events) == ([(0,)], [(NUMBER,)])
    assert len(set(taken)) == NUMBER
    # SMTP's own window: who is killed between the final dot and the answer leaves nobody who knows. Then the same
    # mail comes once more; it is open for some milliseconds of each mail, so for a few of the kills.
    assert len(taken) - NUMBER <= (kills["worker"] + kills["sink"]) // 2


def kill_in_turn(site):
    """{what: how often} it was killed until everything was sent."""
    kills, victims = {"worker": 0, "sink": 0, "database": 0}, ["worker", "sink", "database"]
    end = time.monotonic() + SECONDS
    while site.ask(FORWARDED) != [(NUMBER,)]:
        assert time.monotonic() < end, (site.data_dir / "said.log").read_text()[-3000:]
        time.sleep(0.8)
        victim = victims[sum(kills.values()) % 3]
        kills[victim] += 1
        if victim == "database":
            site.kill_database()
        else:
            site.kill(victim)
        if victim == "worker":
            let_claims_end(site)
        site.ask("UPDATE enquiries_mail SET due_at = now() WHERE claim IS NULL")
        site.start()
    return kills


def let_claims_end(site):
    """As if five minutes had passed; nobody is at work now."""
    site.ask("UPDATE enquiries_mail SET claimed_until = now() WHERE claim IS NOT NULL")
