using System.Text.Json;
using System.Text.Json.Nodes;

namespace Geo.Api.Stac;

/// <summary>
/// The fields extension. With names to include: those besides what makes an item (so that clients can still read it as one); with
/// names to leave out: all but those; both: the first less the second. A name is a member of the item, or a path: properties.gsd.
/// </summary>
internal sealed record SceneFields(IReadOnlyList<string> Include, IReadOnlyList<string> Exclude)
{
    private static readonly string[] Always = ["type", "stac_version", "stac_extensions", "id", "collection", "geometry", "bbox", "links", "assets", "properties.datetime"];

    /// <summary>Of GET: <c>id,properties.gsd,-geometry</c>.</summary>
    public static SceneFields? Parse(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        string[] names = [.. text.Split(',').Select(n => n.Trim()).Where(n => n.Length > 0)];
        return new SceneFields([.. names.Where(n => !n.StartsWith('-')).Select(n => n.TrimStart('+'))], [.. names.Where(n => n.StartsWith('-')).Select(n => n[1..])]);
    }

    /// <summary>Of POST: <c>{"include":["id"],"exclude":["geometry"]}</c>.</summary>
    public static SceneFields? Parse(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (json.ValueKind != JsonValueKind.Object || json.EnumerateObject().Any(m => m.Name is not ("include" or "exclude")))
        {
            throw Ogc.Parameters.Wrong("fields", "it is no object of include and exclude", "give {\"include\":[…],\"exclude\":[…]}");
        }

        IReadOnlyList<string> Names(string member) => json.TryGetProperty(member, out var list) && list.ValueKind != JsonValueKind.Null ? SearchBody.Texts(list, "fields") : [];
        return new SceneFields(Names("include"), Names("exclude"));
    }

    /// <summary>What is left of an item.</summary>
    public JsonObject Of(JsonObject item)
    {
        if (Include.Count > 0)
        {
            Keep(item, [.. Always, .. Include]);
        }

        foreach (string path in Exclude)
        {
            Remove(item, path);
        }

        return item;
    }

    private static void Keep(JsonObject node, IReadOnlyList<string> paths)
    {
        foreach (string name in node.Select(m => m.Key).ToList())
        {
            if (paths.Contains(name))
            {
                continue;
            }

            string[] below = [.. paths.Where(p => p.StartsWith(name + ".", StringComparison.Ordinal)).Select(p => p[(name.Length + 1)..])];
            if (below.Length > 0 && node[name] is JsonObject child)
            {
                Keep(child, below);
            }
            else
            {
                node.Remove(name);
            }
        }
    }

    private static void Remove(JsonObject node, string path)
    {
        if (node.Remove(path))
        {
            return;
        }

        int dot = path.IndexOf('.', StringComparison.Ordinal);
        if (dot > 0 && node[path[..dot]] is JsonObject child)
        {
            Remove(child, path[(dot + 1)..]);
        }
    }
}
