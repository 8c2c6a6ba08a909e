using System.Globalization;
using System.Text.Json;

namespace Geo.Core.Store;

/// <summary>Who may read which collection, and what the public is shown coarsened: data/visibility.json, overruled name by name by the workspace's own visibility.json. The scenes (STAC) count as the collection <c>scenes</c>.</summary>
public sealed class VisibilityTable
{
    private readonly Dictionary<string, Visibility> _of = Layers.Stored.ToDictionary(l => l.Id, l => l.Visibility);
    private readonly Dictionary<string, CoarseLayer> _coarse = [];

    private VisibilityTable()
    {
    }

    /// <summary>Reads both files.</summary>
    /// <exception cref="InputException">A file is no JSON object, names a collection that there is not, a visibility that is none, or a coarsening that cannot be.</exception>
    public static VisibilityTable Load(Workspace workspace)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        var table = new VisibilityTable();
        table.Read(Path.Combine(AppContext.BaseDirectory, "data", "visibility.json"));
        if (File.Exists(workspace.VisibilityFile)) table.Read(workspace.VisibilityFile);
        table.CheckCompanions(workspace.VisibilityFile);
        return table;
    }

    /// <summary>Who may read a collection.</summary>
    /// <exception cref="NotFoundException">There is no such collection.</exception>
    public Visibility Of(string collection) => _of.TryGetValue(collection, out var visibility) ? visibility : throw new NotFoundException("collection", collection);

    /// <summary>The public layers that who may not read staff's is shown coarsened.</summary>
    public IReadOnlyCollection<CoarseLayer> Coarsened => _coarse.Values;

    /// <summary>How such visitors are shown a collection; null where it is shown as it is.</summary>
    public CoarseLayer? Coarse(string collection) => _coarse.GetValueOrDefault(collection);

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

                _coarse.Remove(member.Name);
                if (member.Value.ValueKind == JsonValueKind.Object) Coarsen(file, member);
                else _of[member.Name] = Parse(file, member.Name, member.Value);
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new InputException(file, null, "it is not one JSON object", "write {\"observations\": \"staff\"}", e);
        }
    }

    private void Coarsen(string file, JsonProperty member)
    {
        string id = member.Name;
        var layer = Layers.Get(id);
        string[] without = [];
        double? grid = null;
        foreach (var rule in member.Value.EnumerateObject())
        {
            string field = $"{id}.{rule.Name}";
            switch (rule.Name)
            {
                case "visibility":
                    _of[id] = Parse(file, field, rule.Value);
                    break;
                case "without":
                    without = Names(file, field, rule.Value, layer);
                    break;
                case "grid_m":
                    grid = Metres(file, field, rule.Value, layer);
                    break;
                default:
                    throw new InputException(file, field, "there is no such setting", "use visibility, without and grid_m");
            }
        }

        if (without.Length == 0 && grid is null)
        {
            return;
        }

        if (_of[id] != Visibility.Public || layer == Layers.Scenes)
        {
            throw new InputException(file, id, layer == Layers.Scenes ? "scenes cannot be coarsened" : "only a public collection can be coarsened: who may read others sees all", layer == Layers.Scenes ? "make them staff's" : "set its visibility to public, or leave without and grid_m out");
        }

        _coarse[id] = new CoarseLayer(layer, without, grid);
    }

    // What lies at a site shows where it is: two grids, or a grid and the exact place, would give it away. Rows of such layers name a site, an item along the river, or a detection.
    private void CheckCompanions(string file)
    {
        foreach (var site in (LayerDefinition[])[Layers.MineSites, Layers.Dumps])
        {
            if (Coarse(site.Id)?.GridMetres is not { } metres) continue;
            var telling = Layers.All.Where(layer => layer.GeometryKind != GeometryKind.None && layer.Columns.Any(column => column.Name is "site_code" or "item_id" or "detection_id")
                && _of[layer.Id] == Visibility.Public && Coarse(layer.Id)?.GridMetres is var own && own != metres).Select(layer => layer.Id).ToList();
            if (telling.Count > 0)
            {
                throw new InputException(file, $"{site.Id}.grid_m", $"{string.Join(", ", telling)} would show the places that it hides", string.Create(CultureInfo.InvariantCulture, $"make each of them staff, or give it the same grid_m, {metres}"));
            }
        }
    }

    private static string[] Names(string file, string field, JsonElement value, LayerDefinition layer)
    {
        string choice = $"give a list of {string.Join(", ", layer.Columns.Select(c => c.Name))}";
        if (value.ValueKind != JsonValueKind.Array || value.EnumerateArray().Any(one => one.ValueKind != JsonValueKind.String))
        {
            throw new InputException(file, field, $"{value.GetRawText()} is no list of names", choice);
        }

        string[] names = [.. value.EnumerateArray().Select(one => one.GetString()!).Distinct()];
        return Array.Find(names, name => layer.Column(name) is null) is { } wrong
            ? throw new InputException(file, field, $"{layer.Id} has no property '{wrong}'", choice)
            : names;
    }

    private static double Metres(string file, string field, JsonElement value, LayerDefinition layer) =>
        layer.GeometryKind == GeometryKind.None ? throw new InputException(file, field, $"{layer.Id} has no geometries", "leave it out")
        : value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double metres) && metres is >= CoarseGrid.Least and <= CoarseGrid.Greatest ? metres
        : throw new InputException(file, field, $"{value.GetRawText()} is no side of a grid", $"give metres from {CoarseGrid.Least} to {CoarseGrid.Greatest}");

    private static Visibility Parse(string file, string field, JsonElement value) =>
        value.ValueKind == JsonValueKind.String && Enum.GetValues<Visibility>().FirstOrDefault(v => Name(v) == value.GetString(), (Visibility)(-1)) is >= 0 and var visibility
            ? visibility
            : throw new InputException(file, field, $"{value.GetRawText()} is no visibility", "use public, staff or admin");

    /// <summary>public, staff or admin.</summary>
    public static string Name(Visibility visibility) => visibility.ToString().ToLowerInvariant();
}
