using Geo.Core;
using Geo.Core.Classification;
using Geo.Core.Classification.Accuracy;
using Geo.Core.Crs;
using Geo.Core.Gdal;
using Geo.Core.Store;
using Geo.Jobs.Runs;

namespace Geo.Jobs.Jobs;

/// <param name="Survey">The survey.</param>
/// <param name="Count">Places wanted.</param>
/// <param name="Seed">Which places.</param>
/// <param name="File">Where to write them for interpreters; null takes results/SURVEY_sample.csv.</param>
internal sealed record SampleParameters(string Survey, int Count, int Seed, string? File = null);

/// <summary>
/// Draws a survey's accuracy sample. A survey keeps its class raster only; the probabilities that the doubtful stratum
/// needs are computed again by the survey's own model on its scenes, and the classes that come out must be the kept ones.
/// </summary>
internal static class SampleJob
{
    public const string Kind = "sample";

    public static Task<object> Execute(RunContext context, CancellationToken cancel)
    {
        var parameters = JobTable.Parameters<SampleParameters>(context);
        WorkspaceStore store = context.Store;
        Feature survey = store.Layer("surveys").Get(parameters.Survey);
        string kept = SurveyJob.KeptClassRaster(store.Workspace, parameters.Survey), path = SampleShelf.PathOf(store.Workspace, parameters.Survey);
        string file = parameters.File ?? Path.Combine(store.Workspace.Results, $"{parameters.Survey}_sample.csv");
        var options = new DrawOptions(parameters.Count, parameters.Seed);
        AccuracySample? before = File.Exists(path) ? AccuracySample.Load(path) : null;
        Refuse(before, options, path);
        AccuracySample sample = before?.Options == options ? before : Drawn(context, survey, kept, options, cancel);
        context.Write(_ =>
        {
            // Read again under the writer's lock: labels may have come in while the places were drawn.
            AccuracySample? now = File.Exists(path) ? AccuracySample.Load(path) : null;
            Refuse(now, options, path);
            if (now?.Options == options) sample = now;
            else sample.Save(path);
            SampleShelf.Export(sample, file);
        });
        return Task.FromResult<object>(new
        {
            survey_id = parameters.Survey,
            run_id = context.Run.Id,
            file,
            places = sample.Places.Count,
            strata = sample.Strata.Select(s => new { s.Name, s.Pixels, s.Places, s.InclusionProbability }),
            allocation = sample.Allocation,
        });
    }

    // Labels are people's work: another sample never takes their place.
    private static void Refuse(AccuracySample? before, DrawOptions options, string path)
    {
        if (before is not null && before.Options != options && before.Places.Any(p => (p.Label1 ?? p.Label2 ?? p.LabelAgreed) is not null))
        {
            throw new InputException(path, null, "the survey has a sample with labels already",
                FormattableString.Invariant($"draw it again with --count {before.Options.Count} --seed {before.Options.Seed}, or move the file away"));
        }
    }

    private static AccuracySample Drawn(RunContext context, Feature survey, string kept, DrawOptions options, CancellationToken cancel)
    {
        using Dataset classes = ClassRaster.Open(kept, out string[] names);
        string[] reported = [.. ClassCatalogue.Standard.Reported];
        int[] bands = [.. names.Select((name, k) => (name, k)).Where(c => reported.Contains(c.name)).Select(c => c.k + 1)];
        using Dataset? probabilities = bands.Length == 0 ? null : Again(context, survey, classes, cancel);
        double threshold = (double)survey.Properties["threshold"]!;
        SampleDraw draw = SampleDraw.Of(classes.Grid.Whole, names, Read, threshold, options, 512, cancel);
        Grid grid = classes.Grid;
        double[] x = new double[draw.Pixels.Count], y = new double[x.Length];
        for (int i = 0; i < x.Length; i++) (x[i], y[i]) = grid.Transform.Apply(draw.Pixels[i].Col + 0.5, draw.Pixels[i].Row + 0.5);
        using (var transform = new PointTransform(grid.Crs, WellKnown.Crs84)) transform.Transform(x, y);
        return new AccuracySample
        {
            SurveyId = survey.Id,
            Options = options,
            Threshold = threshold,
            PixelAreaM2 = ClassRaster.PixelArea(grid),
            Classes = names,
            Strata = draw.Strata,
            Places = [.. draw.Pixels.Select((pixel, i) => new SamplePlace
            {
                Number = i + 1,
                Col = pixel.Col,
                Row = pixel.Row,
                Longitude = Math.Round(x[i], 7),
                Latitude = Math.Round(y[i], 7),
                Stratum = draw.Strata[pixel.Stratum].Name,
                MapClass = names[pixel.MapClass],
                InclusionProbability = draw.Strata[pixel.Stratum].InclusionProbability,
            })],
        };

        void Read(Window window, byte[] mapped, float[] likeliest)
        {
            classes.Read<byte>(1, window, mapped);
            Array.Fill(likeliest, float.NaN);
            float[] one = new float[likeliest.Length];
            foreach (int band in bands)
            {
                probabilities!.Read<float>(band, window, one);
                for (int i = 0; i < one.Length; i++) likeliest[i] = float.IsNaN(likeliest[i]) ? one[i] : Math.Max(likeliest[i], one[i]);
            }
        }
    }

    private static Dataset Again(RunContext context, Feature survey, Dataset kept, CancellationToken cancel)
    {
        string classes = Path.Combine(context.TemporaryFolder, "classes.tif"), probabilities = Path.Combine(context.TemporaryFolder, "probabilities.tif");
        context.Log("computing the survey's probabilities again");
        SurveyJob.Classify(context, SurveyJob.ParametersOf(context.Store, survey), classes, probabilities, null, cancel);
        using Dataset now = Dataset.Open(classes);
        foreach (Window block in kept.Grid.Whole.Blocks(1024))
        {
            var (a, b) = (new byte[block.PixelCount], new byte[block.PixelCount]);
            kept.Read<byte>(1, block, a);
            if (now.Grid == kept.Grid) now.Read<byte>(1, block, b);
            if (now.Grid != kept.Grid || !a.AsSpan().SequenceEqual(b))
            {
                throw new InputException($"survey {survey.Id}", "class_raster", "the model or the scenes have changed since the survey",
                    "survey again and draw from the new survey");
            }
        }

        return Dataset.Open(probabilities);
    }
}
