-- The sort keys of one row as it was at @revision.
SELECT {columns} FROM {table} AS t WHERE t.fid = @after AND t.revision <= @revision
UNION ALL
SELECT {columns} FROM {table}_history AS t WHERE t.fid = @after AND t.revision <= @revision AND t.end_revision > @revision
