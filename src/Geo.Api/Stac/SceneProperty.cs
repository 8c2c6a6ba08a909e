using System.Text.Json;
using Geo.Core.Store;

namespace Geo.Api.Stac;

/// <summary>A property of scenes that searches can name: the queryables, which are also what can be sorted by.</summary>
/// <param name="Name">As in the item's properties; id and collection stand beside them.</param>
/// <param name="Type">Text, Integer, Real, Boolean or DateTime.</param>
/// <param name="TitleZh">Chinese title.</param>
/// <param name="TitleEn">English title.</param>
internal sealed record SceneProperty(string Name, ColumnType Type, string TitleZh, string TitleEn)
{
    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<SceneProperty> All =
    [
        new("id", ColumnType.Text, "标识", "Identifier"),
        new("collection", ColumnType.Text, "影像集", "Collection"),
        new("datetime", ColumnType.DateTime, "影像时间", "Acquired at"),
        new("title", ColumnType.Text, "产品名", "Product"),
        new("constellation", ColumnType.Text, "星座", "Constellation"),
        new("gsd", ColumnType.Real, "地面分辨率（m）", "Ground sample distance (m)"),
        new("eo:cloud_cover", ColumnType.Real, "云量（%）", "Cloud cover (%)"),
        new("proj:code", ColumnType.Text, "坐标系", "CRS"),
        new("proj:epsg", ColumnType.Integer, "坐标系 EPSG 代码", "EPSG code of the CRS"),
        new("geowfc:profile", ColumnType.Text, "传感器配置", "Sensor profile"),
        new("geowfc:valid_share", ColumnType.Real, "有效比例", "Valid share"),
        new("geowfc:synthetic", ColumnType.Boolean, "模拟数据", "Synthetic"),
        new("geowfc:source_sha256", ColumnType.Text, "源文件校验值", "Hash of the source"),
    ];

    private static readonly Dictionary<string, SceneProperty> ByName = All.ToDictionary(p => p.Name, StringComparer.Ordinal);

    /// <summary>The property of a name, with or without the prefix <c>properties.</c>; null where there is none.</summary>
    public static SceneProperty? Find(string name) =>
        ByName.GetValueOrDefault(name.StartsWith("properties.", StringComparison.Ordinal) ? name["properties.".Length..] : name);

    /// <summary>Names for a message.</summary>
    public static string Names => string.Join(", ", All.Select(p => p.Name));

    /// <summary>Its value in a scene: string, double, bool or <see cref="DateTimeOffset"/>; null where the scene has none.</summary>
    public object? Of(SceneEntry scene) => Name switch
    {
        "id" => scene.Id,
        "collection" => SceneItem.Collection,
        "datetime" => scene.AcquiredAt,
        _ => scene.Properties.TryGetProperty(Name, out var value) ? Plain(value) : null,
    };

    private static object? Plain(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };
}
