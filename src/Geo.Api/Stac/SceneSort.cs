using System.Globalization;
using System.Text;
using System.Text.Json;
using Geo.Api.Ogc;

namespace Geo.Api.Stac;

/// <summary>One key of an order.</summary>
internal sealed record SortKey(SceneProperty Property, bool Descending);

/// <summary>An order of scenes, total as the id is its last key, and where a page of it ended. What has no value stands last in either direction.</summary>
internal sealed class SceneSort
{
    private static readonly SceneProperty Id = SceneProperty.Find("id")!;
    private readonly IReadOnlyList<SortKey> _keys;

    /// <param name="keys">Keys, the weightiest first; empty for newest first.</param>
    public SceneSort(IReadOnlyList<SortKey> keys)
    {
        IReadOnlyList<SortKey> given = keys.Count > 0 ? keys : [new SortKey(SceneProperty.Find("datetime")!, Descending: true)];
        _keys = given.Any(k => k.Property == Id) ? given : [.. given, new SortKey(Id, Descending: false)];
    }

    /// <summary>The scenes in this order.</summary>
    public IEnumerable<SceneEntry> Sort(IEnumerable<SceneEntry> scenes) =>
        scenes.Select(s => (Scene: s, Values: Values(s))).Order(Comparer<(SceneEntry Scene, object?[] Values)>.Create((a, b) => Compare(a.Values, b.Values))).Select(p => p.Scene);

    /// <summary>Where a page that ended with this scene goes on: its values, so that nothing is lost or doubled when scenes come and go.</summary>
    public string TokenAfter(SceneEntry last) =>
        Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(Values(last).Select(Written))).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    /// <summary>True for the scenes behind a token.</summary>
    /// <exception cref="InputException">It is none of this order; names token.</exception>
    public Func<SceneEntry, bool> Behind(string token)
    {
        object?[] ended;
        try
        {
            string padded = token.Replace('-', '+').Replace('_', '/');
            string?[] texts = JsonSerializer.Deserialize<string?[]>(Encoding.UTF8.GetString(Convert.FromBase64String(padded.PadRight((padded.Length + 3) / 4 * 4, '=')))) ?? [];
            ended = texts.Length == _keys.Count ? [.. texts.Select((t, i) => Read(t, _keys[i].Property))] : throw new FormatException("another number of keys");
        }
        catch (Exception broken) when (broken is FormatException or JsonException or ArgumentException)
        {
            throw new InputException("request", "token", $"'{token}' is not where a page of this order ended", "follow the link 'next' of the page before", broken);
        }

        return scene => Compare(Values(scene), ended) > 0;
    }

    private object?[] Values(SceneEntry scene) => [.. _keys.Select(k => k.Property.Of(scene))];

    private int Compare(object?[] a, object?[] b)
    {
        for (int i = 0; i < _keys.Count; i++)
        {
            int order = (a[i], b[i]) switch
            {
                (null, null) => 0,
                (null, _) => 1,
                (_, null) => -1,
                (string x, string y) => Directed(string.CompareOrdinal(x, y), i),
                _ => Directed(Comparer<object>.Default.Compare(a[i], b[i]), i),
            };
            if (order != 0)
            {
                return order;
            }
        }

        return 0;
    }

    private int Directed(int order, int key) => _keys[key].Descending ? -Math.Sign(order) : Math.Sign(order);

    private static string? Written(object? value) => value switch
    {
        null => null,
        DateTimeOffset at => at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        _ => (string)value,
    };

    private static object? Read(string? text, SceneProperty property) => text is null ? null : property.Type switch
    {
        Core.Store.ColumnType.DateTime => Rfc3339.Instant(text) ?? throw new FormatException("no instant"),
        Core.Store.ColumnType.Real or Core.Store.ColumnType.Integer => double.Parse(text, CultureInfo.InvariantCulture),
        Core.Store.ColumnType.Boolean => bool.Parse(text),
        _ => text,
    };

    /// <summary>The keys of GET: <c>-properties.datetime,+id</c>; a sign left out, or a plus that came as a space, means ascending.</summary>
    public static IReadOnlyList<SortKey> Parse(string? text) => string.IsNullOrEmpty(text) ? [] : [.. text.Split(',').Select(part =>
    {
        string name = part is ['+' or '-' or ' ', ..] ? part[1..] : part;
        return Key(name, part.StartsWith('-'));
    })];

    /// <summary>The keys of POST: <c>[{"field":"properties.datetime","direction":"desc"}]</c>.</summary>
    public static IReadOnlyList<SortKey> Parse(JsonElement json) => json.ValueKind == JsonValueKind.Null ? [] : [.. SearchBody.List(json, "sortby").Select(one =>
    {
        string field = SearchBody.Member(one, "field", "sortby") ?? throw Parameters.Wrong("sortby", "a key has no field", "give [{\"field\":\"datetime\",\"direction\":\"desc\"}]");
        string? direction = SearchBody.Member(one, "direction", "sortby");
        return direction is null or "asc" or "desc"
            ? Key(field, direction == "desc")
            : throw Parameters.Wrong("sortby", $"'{direction}' is no direction", "use asc or desc");
    })];

    private static SortKey Key(string name, bool descending) => SceneProperty.Find(name) is { } property
        ? new SortKey(property, descending)
        : throw Parameters.Wrong("sortby", $"scenes cannot be sorted by '{name}'", $"use {SceneProperty.Names}");
}
