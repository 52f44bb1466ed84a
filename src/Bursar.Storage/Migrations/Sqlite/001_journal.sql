-- The journal of the outbox. Times are milliseconds since 1970 (UTC); hashes, addresses and 256-bit numbers are big-endian blobs;
-- states are the names of OutboxState in lower case.

CREATE TABLE leases (
    chain_id   INTEGER NOT NULL,
    account    BLOB    NOT NULL CHECK (length(account) = 20),
    owner      TEXT    NOT NULL,
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (chain_id, account)
) STRICT, WITHOUT ROWID;

CREATE TABLE runs (
    id         INTEGER PRIMARY KEY,
    plan_hash  BLOB    NOT NULL CHECK (length(plan_hash) = 32),
    chain_id   INTEGER NOT NULL,
    genesis    BLOB    NOT NULL CHECK (length(genesis) = 32),
    operator   BLOB    NOT NULL CHECK (length(operator) = 20),
    created_at INTEGER NOT NULL,
    UNIQUE (plan_hash, chain_id)
) STRICT;

CREATE TABLE steps (
    run_id    INTEGER NOT NULL REFERENCES runs (id),
    position  INTEGER NOT NULL,
    step_id   TEXT    NOT NULL,
    title     TEXT    NOT NULL,
    recipient BLOB    NOT NULL CHECK (length(recipient) = 20),
    value     BLOB    NOT NULL CHECK (length(value) = 32),
    data_hash BLOB    NOT NULL CHECK (length(data_hash) = 32),
    state     TEXT    NOT NULL,
    attempt   INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (run_id, step_id),
    UNIQUE (run_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE transactions (
    id            INTEGER PRIMARY KEY,
    run_id        INTEGER NOT NULL,
    step_id       TEXT    NOT NULL,
    chain_id      INTEGER NOT NULL,
    genesis       BLOB    NOT NULL CHECK (length(genesis) = 32),
    sender        BLOB    NOT NULL CHECK (length(sender) = 20),
    nonce         INTEGER NOT NULL CHECK (nonce >= 0),
    hash          BLOB    NOT NULL CHECK (length(hash) = 32),
    raw           BLOB    NOT NULL CHECK (length(raw) > 0),
    gas_limit     INTEGER NOT NULL,
    max_fee       BLOB    NOT NULL CHECK (length(max_fee) = 32),
    priority_fee  BLOB    NOT NULL CHECK (length(priority_fee) = 32),
    state         TEXT    NOT NULL,
    signed_at     INTEGER NOT NULL,
    first_sent_at INTEGER,
    block_number  INTEGER,
    block_hash    BLOB CHECK (length(block_hash) = 32),
    gas_used      INTEGER,
    gas_price     BLOB CHECK (length(gas_price) = 32),
    UNIQUE (run_id, hash),
    FOREIGN KEY (run_id, step_id) REFERENCES steps (run_id, step_id)
) STRICT;

CREATE INDEX transactions_by_nonce ON transactions (chain_id, genesis, sender, nonce);
CREATE INDEX transactions_by_step ON transactions (run_id, step_id);

-- What was signed is never rewritten, and nothing is ever deleted.
CREATE TRIGGER transactions_keep BEFORE UPDATE OF run_id, step_id, chain_id, genesis, sender, nonce, hash, raw, signed_at ON transactions
BEGIN SELECT RAISE(ABORT, 'a signed transaction is never rewritten'); END;
CREATE TRIGGER transactions_stay BEFORE DELETE ON transactions
BEGIN SELECT RAISE(ABORT, 'a signed transaction is never deleted'); END;

CREATE TABLE events (
    id               INTEGER PRIMARY KEY AUTOINCREMENT,
    at               INTEGER NOT NULL,
    owner            TEXT    NOT NULL,
    run_id           INTEGER NOT NULL REFERENCES runs (id),
    step_id          TEXT    NOT NULL,
    transaction_hash BLOB CHECK (length(transaction_hash) = 32),
    from_state       TEXT,
    to_state         TEXT    NOT NULL,
    block_number     INTEGER,
    block_hash       BLOB CHECK (length(block_hash) = 32),
    note             TEXT
) STRICT;

CREATE INDEX events_by_run ON events (run_id, id);

CREATE TRIGGER events_keep BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'an event is never rewritten'); END;
CREATE TRIGGER events_stay BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'an event is never deleted'); END;
