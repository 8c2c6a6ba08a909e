UPDATE runs SET progress = @progress, progress_at = @now, message = coalesce(@message, message)
WHERE id = @id
