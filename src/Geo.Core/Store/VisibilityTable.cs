using System.Text.Json;

namespace Geo.Core.Store;

/// <summary>Who may read which collection: data/visibility.json, overruled name by name by the workspace's own visibility.json. The scenes (STAC) count as the collection <c>scenes</c>.</summary>
public sealed class VisibilityTable
{
    private readonly Dictionary<string, Visibility> _of = Layers.Stored.ToDictionary(l => l.Id, l => l.Visibility);

    private VisibilityTable()
    {
    }

    /// <summary>Reads both files.</summary>
    /// <exception cref="InputException">A file is no JSON object, names a collection that there is not, or a visibility that is none.</exception>
    public static VisibilityTable Load(Workspace workspace)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        var table = new VisibilityTable();
        table.Read(Path.Combine(AppContext.BaseDirectory, "data", "visibility.json"));
        if (File.Exists(workspace.VisibilityFile)) table.Read(workspace.VisibilityFile);
        return table;
    }

    /// <summary>Who may read a collection.</summary>
    /// <exception cref="NotFoundException">There is no such collection.</exception>
    public Visibility Of(string collection) => _of.TryGetValue(collection, out var visibility) ? visibility : throw new NotFoundException("collection", collection);

    private void Read(string file)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file), new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            foreach (var member in document.RootElement.EnumerateObject())
            {
                if (!_of.ContainsKey(member.Name))
                {
                    throw new InputException(file, member.Name, "there is no such collection", $"use {string.Join(", ", _of.Keys)}");
                }

                _of[member.Name] = member.Value.ValueKind == JsonValueKind.String && Enum.GetValues<Visibility>().FirstOrDefault(v => Name(v) == member.Value.GetString(), (Visibility)(-1)) is >= 0 and var visibility
                    ? visibility
                    : throw new InputException(file, member.Name, $"{member.Value.GetRawText()} is no visibility", "use public, staff or admin");
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new InputException(file, null, "it is not one JSON object", "write {\"observations\": \"staff\"}", e);
        }
    }

    /// <summary>public, staff or admin.</summary>
    public static string Name(Visibility visibility) => visibility.ToString().ToLowerInvariant();
}
