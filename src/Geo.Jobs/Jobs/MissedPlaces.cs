using System.Globalization;
using System.Text.Json.Nodes;
using Geo.Core;
using Geo.Core.Classification;
using Geo.Core.Crs;
using Geo.Core.Detection;
using Geo.Core.Store;
using Geo.Core.Vectors;

namespace Geo.Jobs.Jobs;

/// <summary>
/// Places that surveys missed: the labels called <see cref="Name"/>, in which every area has who drew it and when, and files that a
/// person names. Unless an area names its survey (<c>survey_id</c>) it is looked at on the newest one's imagery.
/// </summary>
public static class MissedPlaces
{
    /// <summary>The labels of the workspace that are missed places.</summary>
    public const string Name = "missed";

    private const string By = "drawn_by", At = "drawn_at", Survey = "survey_id";

    /// <summary>Says of areas that are new in a document who drew them and when.</summary>
    /// <param name="labels">As they came.</param>
    /// <param name="author">Who sent them.</param>
    /// <param name="at">When, UTC.</param>
    public static void Sign(DrawnLabels labels, string author, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(labels);
        foreach (JsonNode? area in labels.Document["features"]!.AsArray())
        {
            JsonObject properties = area!["properties"]!.AsObject();
            if (properties[At] is JsonValue known && known.TryGetValue(out string? said) && Read(said) is not null) continue;
            properties[By] = author;
            properties[At] = at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        }
    }

    /// <summary>All missed places: those of the workspace and those of a file.</summary>
    /// <param name="store">The workspace.</param>
    /// <param name="file">A relative path is meant within the workspace; null for none.</param>
    /// <exception cref="InputException">The file is none of polygons with labels.</exception>
    internal static IReadOnlyList<ReviewedPlace> Of(WorkspaceStore store, string? file)
    {
        string? newest = store.Layer("surveys").Items(ItemsRequest.Everything)
            .OrderBy(s => (DateTimeOffset?)s.Properties["surveyed_at"]).ThenBy(s => s.Id, StringComparer.Ordinal).LastOrDefault()?.Id;
        string own = LabelShelf.PathOf(store.Workspace, Name);
        string[] paths = [.. new[] { File.Exists(own) ? own : null, file is null ? null : Path.Combine(store.Workspace.Folder, file) }.OfType<string>().Distinct()];
        return [.. paths.SelectMany(path => In(path, newest))];
    }

    private static IEnumerable<ReviewedPlace> In(string path, string? newest)
    {
        VectorLayer layer = VectorFile.Read(path);
        // All areas of the workspace's own labels may have been taken out again.
        if (layer.Features.Count == 0 && Path.GetFileNameWithoutExtension(path) == Name) return [];
        if (!LabelledAreas.UsualFields.Any(layer.Fields.Contains))
        {
            throw new InputException(path, "label", "no field says what lies at the missed places", $"write the class of each, as stockpile, into a field called {string.Join(", ", LabelledAreas.UsualFields)}");
        }

        if (LabelledAreas.Records(layer).Count == 0) throw new InputException(path, "geometry", "no record has a place", "draw the missed places as polygons");
        var areas = LabelledAreas.Read(layer, null, WellKnown.Crs84, path);
        DateTimeOffset written = File.GetLastWriteTimeUtc(path);
        var records = LabelledAreas.Records(layer);
        return areas.Select((area, i) =>
        {
            var fields = layer.Features[records[i]].Attributes;
            DateTimeOffset at = fields.GetValueOrDefault(At) switch { DateTimeOffset exact => exact, string text => Read(text) ?? written, _ => written };
            return new ReviewedPlace(PlaceKind.Missed, area.Label, area.Geometry, at, fields.GetValueOrDefault(Survey) as string ?? newest);
        });
    }

    private static DateTimeOffset? Read(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;
}
