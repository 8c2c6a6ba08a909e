-- People who may sign in, their sessions and the keys of their GIS programs. Only hashes are kept: of passwords by ASP.NET Core Identity's hasher, of sessions and keys (256 random bits) by SHA-256.
CREATE TABLE accounts (
  name TEXT PRIMARY KEY NOT NULL COLLATE NOCASE,
  display_name TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('admin', 'natural_resources', 'ecology', 'town', 'viewer')),
  town TEXT,
  password_hash TEXT,
  password_generated INTEGER NOT NULL DEFAULT 0,
  disabled INTEGER NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL,
  signed_in_at TEXT,
  CHECK ((role = 'town') = (town IS NOT NULL))
);

CREATE TABLE sessions (
  id_hash TEXT PRIMARY KEY NOT NULL,
  account TEXT NOT NULL REFERENCES accounts(name),
  created_at TEXT NOT NULL,
  seen_at TEXT NOT NULL
);
CREATE INDEX sessions_account ON sessions(account);

CREATE TABLE api_keys (
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL,
  owner TEXT NOT NULL REFERENCES accounts(name),
  role TEXT NOT NULL CHECK (role IN ('admin', 'natural_resources', 'ecology', 'town', 'viewer')),
  key_hash TEXT NOT NULL UNIQUE,
  created_at TEXT NOT NULL,
  expires_at TEXT,
  revoked_at TEXT,
  last_used_at TEXT
);
CREATE INDEX api_keys_owner ON api_keys(owner);
