namespace Geo.Core.Store;

/// <summary>The folder that holds all of one district's work. Copying it while nothing runs is a backup.</summary>
/// <param name="Folder">Full or relative path; made by <see cref="WorkspaceStore.Create"/>.</param>
public sealed record Workspace(string Folder)
{
    /// <summary>The GeoPackage that QGIS opens as it is.</summary>
    public string Database => Path.Combine(Folder, "geowfc.gpkg");

    /// <summary>Who may sign in: a file of its own, since the GeoPackage goes from hand to hand.</summary>
    public string Accounts => Path.Combine(Folder, "accounts.sqlite");

    /// <summary>Who may read which collection, where it differs from data/visibility.json; need not be there.</summary>
    public string VisibilityFile => Path.Combine(Folder, "visibility.json");

    /// <summary>COGs, each with its STAC item beside it.</summary>
    public string Scenes => Path.Combine(Folder, "scenes");

    /// <summary>A folder a model: model.zip and card.json.</summary>
    public string Models => Path.Combine(Folder, "models");

    /// <summary>Labelled polygons that people drew: NAME.geojson.</summary>
    public string Labels => Path.Combine(Folder, "labels");

    /// <summary>Areas of interest that people drew: NAME.geojson.</summary>
    public string Areas => Path.Combine(Folder, "areas");

    /// <summary>Photos of field checks as they came, with all of their EXIF: YYYY/SHA256.jpg.</summary>
    public string Photos => Path.Combine(Folder, "photos");

    /// <summary>Class rasters, reports and other files that runs leave.</summary>
    public string Results => Path.Combine(Folder, "results");

    /// <summary>A folder a month's report and version in <see cref="Results"/>: 2026-08/v1 with its pictures and, once it is frozen, its files.</summary>
    public string Reports => Path.Combine(Results, "reports");

    /// <summary>The recovery raster in <see cref="Results"/>; absent until it was made.</summary>
    public string RecoveryRaster => Path.Combine(Results, "recovery.tif");

    /// <summary>Where scenes are dropped, unless GEOWFC_INBOX names another folder; made when it is first looked at.</summary>
    public string Inbox => Path.Combine(Folder, "inbox");

    /// <summary>Half-written files, a folder a run; on the same disk, so that a rename publishes them. Swept at start.</summary>
    public string Temporary => Path.Combine(Folder, "tmp");

    /// <summary>Finished parts of runs that are not finished: what a run that was killed goes on from. Made when needed.</summary>
    public string Checkpoints => Path.Combine(Folder, "checkpoints");

    /// <summary>True where the folder holds a database.</summary>
    public bool Exists => File.Exists(Database);

    /// <summary>What a file is called to those who must not learn the server's folders: its path within the workspace (with '/'), its name alone where it lies elsewhere.</summary>
    /// <param name="file">A relative path is meant within the workspace.</param>
    public string Told(string file)
    {
        if (string.IsNullOrEmpty(file)) return "";
        string folder = Path.GetFullPath(Folder), inside = Path.GetRelativePath(folder, Path.GetFullPath(file, folder));
        return Path.IsPathRooted(inside) || inside.Split(Path.DirectorySeparatorChar)[0] == ".."
            ? Path.GetFileName(file)
            : inside.Replace(Path.DirectorySeparatorChar, '/');
    }

    internal void MakeFolders()
    {
        foreach (string folder in new[] { Folder, Scenes, Models, Labels, Areas, Photos, Results, Temporary })
        {
            Directory.CreateDirectory(folder);
        }
    }
}
