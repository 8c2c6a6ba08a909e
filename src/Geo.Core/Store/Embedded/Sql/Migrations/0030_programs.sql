-- Which versions of the program have written here: who meets a schema that it does not know says which one to take.
CREATE TABLE programs (
  version TEXT PRIMARY KEY NOT NULL,
  first_opened_at TEXT NOT NULL
);
