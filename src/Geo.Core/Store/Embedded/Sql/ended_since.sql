SELECT EXISTS (SELECT 1 FROM {table}_history WHERE end_revision > @revision)
