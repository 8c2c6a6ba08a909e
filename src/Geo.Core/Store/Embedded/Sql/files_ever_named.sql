-- Files that any state of any row has named, as paths within the workspace.
SELECT 'scenes/' || cog_file FROM scenes_history WHERE cog_file IS NOT NULL
UNION SELECT 'scenes/' || quality_file FROM scenes_history WHERE quality_file IS NOT NULL
UNION SELECT class_raster FROM surveys_history WHERE class_raster IS NOT NULL
UNION SELECT class_raster FROM surveys WHERE class_raster IS NOT NULL
