UPDATE {table}_history SET end_revision = @revision, valid_to = @at
WHERE id = @id AND end_revision IS NULL
