using Geo.Core;
using Geo.Core.Crs;
using Geo.Core.Detection;
using Geo.Core.Store;
using Geo.Core.Vectors;
using Geo.Jobs.Cli;

namespace Geo.Jobs.Jobs;

/// <summary>Objects that a survey doubts, for a person to fill in the field <c>verdict</c>; read back with the verdicts.</summary>
internal static class VerdictFile
{
    private const string Class = "class", Verdict = "verdict";

    /// <summary>Writes the objects in their order, without a verdict.</summary>
    public static void Write(string path, IReadOnlyList<DetectionPolygon> doubtful)
    {
        VectorFeature[] features = [.. doubtful.Select((one, i) => new VectorFeature(i + 1, one.Geometry, new Dictionary<string, object?>
        {
            [Verdict] = null,
            [Class] = one.Class,
            ["object_probability"] = one.ObjectProbability,
            ["probability"] = one.Probability,
            ["area_m2"] = one.Area.Value,
        }))];
        VectorFile.Write(path, "doubts", WellKnown.Crs84, OgrFields.Of([.. features.Select(f => f.Attributes)]), features);
    }

    /// <summary>Reads the rows with a verdict; empty ones and those unsure are passed over.</summary>
    /// <exception cref="InputException">Not such a file, or a word that is no verdict; says which row.</exception>
    public static IReadOnlyList<ObjectVerdict> Read(string path)
    {
        VectorLayer layer = VectorFile.Read(path);
        SpatialReference crs = layer.Crs ?? throw new InputException(path, "CRS", "has no CRS", "add it with ogr2ogr -a_srs");
        var toLonLat = GeometryTransform.Of(crs, WellKnown.Crs84);
        foreach (string field in new[] { Class, Verdict })
        {
            if (layer.Features.Count > 0 && !layer.Features[0].Attributes.ContainsKey(field))
            {
                throw new InputException(path, field, "is missing", "give the file that 'survey --doubts' wrote, with its fields");
            }
        }

        var verdicts = new List<ObjectVerdict>();
        for (int i = 0; i < layer.Features.Count; i++)
        {
            VectorFeature row = layer.Features[i];
            string word = (row.Attributes[Verdict] as string)?.Trim() ?? "";
            if (word.Length == 0 || word == "unsure") continue;
            if (word is not ("confirm" or "reject"))
            {
                throw new InputException(path, Verdict, $"row {i + 1} says '{word}'", "use confirm, reject or unsure, or leave it empty");
            }

            if (row.Geometry is not { IsEmpty: false } place || row.Attributes[Class] is not string name)
            {
                throw new InputException(path, Class, $"row {i + 1} has a verdict, and no place or class", "keep geometry and class as 'survey --doubts' wrote them");
            }

            verdicts.Add(new ObjectVerdict(name, toLonLat(place), word == "confirm"));
        }

        return verdicts;
    }

    /// <summary>Verdicts that stand on the detections of a survey.</summary>
    public static IReadOnlyList<ObjectVerdict> Of(IEnumerable<Feature> detections) =>
        [.. detections.Where(d => d.Properties["review"] is "confirmed" or "rejected" && d.Geometry is { IsEmpty: false })
            .Select(d => new ObjectVerdict((string)d.Properties["class"]!, d.Geometry!, d.Properties["review"] is "confirmed"))];
}
