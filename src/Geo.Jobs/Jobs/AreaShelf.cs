using System.Text.Json;
using Geo.Core;
using Geo.Core.Sites;
using Geo.Core.Store;

namespace Geo.Jobs.Jobs;

/// <summary>A drawn area of interest, briefly.</summary>
/// <param name="Name">Its name.</param>
/// <param name="File">Path within the workspace, as a survey's parameter <c>aoi</c> takes it.</param>
/// <param name="ModifiedAt">When it was last written, UTC.</param>
/// <param name="Author">Who wrote it; null for a file that somebody put there.</param>
/// <param name="Parts">Its polygons.</param>
/// <param name="AreaM2">Its ground, m² on the ellipsoid.</param>
public sealed record AreaBrief(string Name, string File, DateTimeOffset ModifiedAt, string? Author, int Parts, double AreaM2);

/// <summary>The areas of interest that people drew: areas/NAME.geojson. A file is rewritten or taken away whole, and only by who has seen its present state.</summary>
public static class AreaShelf
{
    private static readonly DrawnFolder s_folder = new(workspace => workspace.Areas, "areas", "an area", "area of interest");

    /// <summary>All areas, by name. Files that are none of ours are passed over.</summary>
    public static IReadOnlyList<AreaBrief> List(Workspace workspace)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        return s_folder.List(workspace, Brief);
    }

    /// <summary>What is in a file.</summary>
    /// <exception cref="InputException">It is damaged.</exception>
    public static AreaBrief Brief(Workspace workspace, string path)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        DrawnArea area;
        try
        {
            area = DrawnArea.Of(JsonElement.Parse(File.ReadAllBytes(path)));
        }
        catch (JsonException e)
        {
            throw new InputException(workspace.Told(path), null, $"is no JSON ({e.Message})", "draw the area again", e);
        }

        return new AreaBrief(Path.GetFileNameWithoutExtension(path), workspace.Told(path), File.GetLastWriteTimeUtc(path), area.Author, area.Ground.NumGeometries, area.Area.Value);
    }

    /// <summary>Where an area of a name is kept, whether it is there or not.</summary>
    /// <exception cref="InputException">It is no name.</exception>
    public static string PathOf(Workspace workspace, string name)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        return s_folder.PathOf(workspace, name);
    }

    /// <summary>The file of an area and what it holds; the tag changes with every byte of it.</summary>
    /// <exception cref="NotFoundException">No such area.</exception>
    public static (byte[] Content, string Tag) Load(Workspace workspace, string name)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        return s_folder.Load(workspace, name);
    }

    /// <summary>Writes an area; the file appears whole.</summary>
    /// <param name="store">The store, whose writer's lock is held meanwhile.</param>
    /// <param name="name">Its name.</param>
    /// <param name="area">What to write, signed.</param>
    /// <param name="seen">True for the tag of a state that the writer has seen; null stands for none there.</param>
    /// <param name="author">Who writes.</param>
    /// <returns>The new tag.</returns>
    /// <exception cref="InputException">It is no name.</exception>
    /// <exception cref="StaleException">Somebody else has written meanwhile; nothing was done.</exception>
    public static string Save(WorkspaceStore store, string name, DrawnArea area, Func<string?, bool> seen, string author)
    {
        ArgumentNullException.ThrowIfNull(area);
        byte[] content = DrawnFolder.Content(area.Document());
        string tag = "";
        Change(store, name, seen, author, "areas.write", path => tag = DrawnFolder.Write(path, content));
        return tag;
    }

    /// <summary>Takes an area away. Surveys that were made with it keep a copy of it.</summary>
    /// <inheritdoc cref="Save"/>
    /// <exception cref="NotFoundException">No such area.</exception>
    public static void Delete(WorkspaceStore store, string name, Func<string?, bool> seen, string author)
    {
        ArgumentNullException.ThrowIfNull(store);
        Load(store.Workspace, name);
        Change(store, name, seen, author, "areas.delete", File.Delete);
    }

    private static void Change(WorkspaceStore store, string name, Func<string?, bool> seen, string author, string action, Action<string> change)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(seen);
        string path = PathOf(store.Workspace, name);
        store.Write(author, null, null, writer =>
        {
            if (!seen(DrawnFolder.TagAt(path)))
            {
                throw new StaleException($"the area '{name}' was changed since it was read", "read it again and send its new ETag in If-Match");
            }

            change(path);
            writer.Audit(action, $"areas/{name}");
        });
    }
}
