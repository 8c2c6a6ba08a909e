namespace Geo.Core.Store.Keeping;

/// <summary>The files of a workspace that a backup takes as they are: all but the databases, unfinished work, and what waits in the inbox.</summary>
internal static class WorkspaceFiles
{
    // The databases are copied by SQLite; what waits in the inbox is not taken in yet.
    private static readonly string[] s_folders = ["tmp", "checkpoints", "inbox"], s_databases = ["geowfc.gpkg", "accounts.sqlite"];

    /// <summary>Paths within the workspace, with '/', in the order of their names; each with the file itself.</summary>
    public static IEnumerable<(string Path, string File)> Of(Workspace workspace)
    {
        string root = Path.GetFullPath(workspace.Folder);
        return Directory.EnumerateFiles(root, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None })
            .Select(file => (Path: Path.GetRelativePath(root, file).Replace(Path.DirectorySeparatorChar, '/'), File: file))
            .Where(one => IsKept(one.Path)).OrderBy(one => one.Path, StringComparer.Ordinal);
    }

    // A log, a journal, a copy made before an upgrade; a raster on its way to its name.
    private static bool IsKept(string path)
    {
        string name = path[(path.LastIndexOf('/') + 1)..];
        return !s_folders.Contains(path.Split('/')[0]) && !(path == name && Array.Exists(s_databases, d => name.StartsWith(d, StringComparison.Ordinal)))
            && !(name.StartsWith('.') && name.Contains(".partial", StringComparison.Ordinal)) && !name.EndsWith(".partial", StringComparison.Ordinal);
    }
}
