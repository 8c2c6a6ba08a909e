using Geo.Core;
using Geo.Core.Classification;
using Geo.Core.Store;

namespace Geo.Jobs.Jobs;

/// <summary>A file of labels.</summary>
/// <param name="Name">Its name.</param>
/// <param name="File">Path within the workspace, as a run's parameters take it.</param>
/// <param name="ModifiedAt">When it was last written, UTC.</param>
/// <param name="Areas">Polygons in it.</param>
/// <param name="Classes">Polygons and ground of each label.</param>
public sealed record LabelBrief(string Name, string File, DateTimeOffset ModifiedAt, int Areas, IReadOnlyList<LabelBalance> Classes);

/// <summary>The labels that people drew: labels/NAME.geojson. A file is rewritten whole, and only by who has seen its present state.</summary>
public static class LabelShelf
{
    private static readonly DrawnFolder s_folder = new(workspace => workspace.Labels, "labels", "labels", "labels");

    /// <summary>All files, by name. Files that are no labels of ours are passed over.</summary>
    public static IReadOnlyList<LabelBrief> List(Workspace workspace)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        return s_folder.List(workspace, Brief);
    }

    /// <summary>What is in a file.</summary>
    /// <exception cref="InputException">It is damaged.</exception>
    public static LabelBrief Brief(Workspace workspace, string path)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        var labels = DrawnLabels.Load(path);
        return new LabelBrief(Path.GetFileNameWithoutExtension(path), workspace.Told(path), File.GetLastWriteTimeUtc(path), labels.Areas.Count, labels.Balance);
    }

    /// <summary>Where labels of a name are kept, whether they are there or not.</summary>
    /// <exception cref="InputException">It is no name.</exception>
    public static string PathOf(Workspace workspace, string name)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        return s_folder.PathOf(workspace, name);
    }

    /// <summary>The file of labels and what it holds; the tag changes with every byte of it.</summary>
    /// <exception cref="NotFoundException">No such labels.</exception>
    public static (byte[] Content, string Tag) Load(Workspace workspace, string name)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        return s_folder.Load(workspace, name);
    }

    /// <summary>Writes labels; the file appears whole.</summary>
    /// <param name="store">The store, whose writer's lock is held meanwhile.</param>
    /// <param name="name">Their name.</param>
    /// <param name="labels">What to write.</param>
    /// <param name="seen">Tag of the state that the writer has seen; null where it believes that there is none.</param>
    /// <param name="author">Who writes.</param>
    /// <returns>The new tag; null where somebody else has written meanwhile, and nothing was done.</returns>
    /// <exception cref="InputException">It is no name.</exception>
    public static string? Save(WorkspaceStore store, string name, DrawnLabels labels, string? seen, string author)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(labels);
        string path = PathOf(store.Workspace, name);
        byte[] content = DrawnFolder.Content(labels.Document);
        string? written = null;
        store.Write(author, null, null, writer =>
        {
            if (DrawnFolder.TagAt(path) != seen) return;
            written = DrawnFolder.Write(path, content);
            writer.Audit("labels.write", $"labels/{name}");
        });
        return written;
    }
}
