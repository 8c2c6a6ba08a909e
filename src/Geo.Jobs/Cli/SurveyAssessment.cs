using Geo.Core;
using Geo.Core.Classification;
using Geo.Core.Crs;
using Geo.Core.Gdal;
using Geo.Core.Store;
using Geo.Core.Vectors;
using Geo.Core.Zonal;
using Geo.Jobs.Jobs;
using NetTopologySuite.Geometries;

namespace Geo.Jobs.Cli;

/// <summary>
/// A survey against true polygons. Where the truth labels background classes of the model too, it is a labelled sample
/// and only the ground inside its polygons is assessed; else it is taken as complete, and every classified pixel
/// outside it is reference for "none of the reported classes".
/// </summary>
internal static class SurveyAssessment
{
    private const string Other = "other";
    private static readonly string[] LabelFields = ["class", "label", "类别", "地类"];

    public static Assessment Of(WorkspaceStore store, string surveyId, string truthFile, CancellationToken cancel)
    {
        _ = store.Layer("surveys").Get(surveyId);
        string raster = SurveyJob.KeptClassRaster(store.Workspace, surveyId);
        using Dataset classes = ClassRaster.Open(raster, out string[] mapped);
        (string Label, Geometry Geometry)[] truth = Truth(truthFile);
        string[] reported = [.. ClassCatalogue.Standard.Reported];
        bool complete = !truth.Any(one => mapped.Contains(one.Label) && !reported.Contains(one.Label));
        ConfusionMatrix confusion = Pixels(classes, mapped, truth, reported, complete, out double[] areas, cancel);
        var adjusted = Adjusted(confusion, areas);
        return new Assessment(confusion.Total == 0 ? null : confusion.OverallAccuracy,
            complete ? "all classified pixels; the truth is taken as complete" : "pixels inside the labelled polygons",
            confusion.ByClass.ToDictionary(one => one.Class, one => new ClassAssessment(
                one.Reference, OrNull(one.Precision), OrNull(one.Recall), OrNull(one.F1), OrNull(one.IoU))
            {
                AreaAdjusted = adjusted?.Classes.FirstOrDefault(other => other.Class == one.Class),
            }),
            reported.ToDictionary(name => name, name => Objects(store, surveyId, name, truth, complete)))
        {
            AreaAdjustedOverallAccuracy = adjusted?.OverallAccuracy,
        };
    }

    private static (string, Geometry)[] Truth(string file)
    {
        VectorLayer layer = VectorFile.Read(file);
        string field = LabelFields.FirstOrDefault(layer.Fields.Contains)
            ?? throw new InputException(file, "class", "there is no field of the class", $"name it class or label; the file has {string.Join(", ", layer.Fields)}");
        SpatialReference crs = layer.Crs ?? throw new InputException(file, "CRS", "the truth has no CRS", "add it with ogr2ogr -a_srs");
        Func<Geometry, Geometry> place = GeometryTransform.Of(crs, WellKnown.Crs84);
        return [.. layer.Features.Where(feature => feature.Geometry is IPolygonal && feature.Attributes[field] is not null)
            .Select(feature => (feature.Attributes[field]!.ToString()!, place(feature.Geometry!)))];
    }

    private static ConfusionMatrix Pixels(
        Dataset raster, string[] mapped, (string Label, Geometry Geometry)[] truth, string[] reported, bool complete, out double[] areas, CancellationToken cancel)
    {
        string[] names = complete ? [.. reported, Other] : [.. mapped, .. truth.Select(one => one.Label).Distinct().Except(mapped)];
        int Number(string name) => Math.Max(Array.IndexOf(names, name), complete && !names.Contains(name) ? names.Length - 1 : 0);
        Grid grid = raster.Grid;
        Func<Geometry, Geometry> toGrid = GeometryTransform.Of(WellKnown.Crs84, grid.Crs);
        var zones = truth.Select(one => (Class: (sbyte)Number(one.Label), Geometry: toGrid(one.Geometry))).ToArray();
        var counts = new long[names.Length, names.Length];
        var pixels = new long[names.Length];
        foreach (Window block in grid.Whole.Blocks(512))
        {
            cancel.ThrowIfCancellationRequested();
            byte[] found = new byte[block.PixelCount];
            raster.Read<byte>(1, block, found);
            var reference = new sbyte[found.Length];
            Array.Fill(reference, complete ? (sbyte)(names.Length - 1) : (sbyte)-1);
            foreach (var (number, geometry) in zones)
            {
                CoverageMatrix inside = Coverage.Of(geometry, grid, block, CoverageMethod.Centre);
                for (int i = 0; i < inside.Fractions.Length; i++)
                {
                    if (inside.Fractions[i] > 0)
                    {
                        int row = inside.Window.Row - block.Row + i / inside.Window.Width, col = inside.Window.Col - block.Col + i % inside.Window.Width;
                        reference[row * block.Width + col] = number;
                    }
                }
            }

            for (int i = 0; i < found.Length; i++)
            {
                if (found[i] == 0)
                {
                    continue;
                }

                int number = Number(mapped[found[i] - 1]);
                pixels[number]++;
                if (reference[i] >= 0)
                {
                    counts[number, reference[i]]++;
                }
            }
        }

        double pixelArea = ClassRaster.PixelArea(grid);
        areas = [.. pixels.Select(count => count * pixelArea)];
        return new ConfusionMatrix(names, counts);
    }

    private static AreaAdjustedAccuracy? Adjusted(ConfusionMatrix confusion, double[] areas)
    {
        try
        {
            return AreaAdjustedAccuracy.Of(confusion, areas);
        }
        catch (InputException)
        {
            // A mapped class without two reference pixels has no variance: the pixel scores stand alone.
            return null;
        }
    }

    private static ObjectAssessment Objects(WorkspaceStore store, string surveyId, string name, (string Label, Geometry Geometry)[] truth, bool complete)
    {
        var wanted = new Dictionary<string, string> { ["survey_id"] = surveyId, ["class"] = name };
        IEnumerable<Geometry> found = store.Layer("detections").Items(ItemsRequest.Everything with { Matching = wanted }).Select(feature => feature.Geometry!);
        if (!complete)
        {
            found = found.Where(geometry => truth.Any(one => one.Geometry.Intersects(geometry)));
        }

        ObjectAccuracy accuracy = ObjectAccuracy.Of([.. found], [.. truth.Where(one => one.Label == name).Select(one => one.Geometry)]);
        return new ObjectAssessment(accuracy.Found, accuracy.True, accuracy.MatchedAtHalf, accuracy.TrueHit, accuracy.FoundOnTruth);
    }

    private static double? OrNull(double value) => double.IsFinite(value) ? value : null;
}
