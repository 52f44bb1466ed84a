-- How long a lease holds without a renewal, in milliseconds.
ALTER TABLE leases ADD COLUMN term INTEGER NOT NULL DEFAULT 5000;

-- Who stands in line for a lease, the longest waiting first; one that stops asking loses its place.
CREATE TABLE waiters (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    chain_id   INTEGER NOT NULL,
    account    BLOB    NOT NULL CHECK (length(account) = 20),
    owner      TEXT    NOT NULL,
    plan_hash  BLOB CHECK (length(plan_hash) = 32),
    expires_at INTEGER NOT NULL,
    UNIQUE (chain_id, account, owner)
) STRICT;

-- Each time that the journal was put back to what a backup held.
CREATE TABLE restores (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    at        INTEGER NOT NULL,
    backup_at INTEGER NOT NULL,
    note      TEXT    NOT NULL
) STRICT;
