-- Files that rows name, as paths within the workspace.
SELECT 'scenes/' || cog_file FROM scenes WHERE cog_file IS NOT NULL
UNION SELECT 'scenes/' || quality_file FROM scenes WHERE quality_file IS NOT NULL
UNION SELECT class_raster FROM surveys WHERE class_raster IS NOT NULL
UNION SELECT file FROM field_photos WHERE file IS NOT NULL
