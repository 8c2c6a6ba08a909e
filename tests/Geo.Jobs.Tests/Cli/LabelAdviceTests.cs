using System.Diagnostics;
using System.Text.Json;
using Geo.Core.Classification;
using Geo.Core.Crs;
using Geo.Core.Gdal;
using Geo.Core.Store;
using Geo.Core.Vectors;
using Geo.Testing;
using NetTopologySuite.Geometries;
using Xunit.Abstractions;

namespace Geo.Jobs.Tests.Cli;

/// <summary>From polygons to a model in use, as a bureau does it, on a real scene.</summary>
public sealed class LabelAdviceTests(ITestOutputHelper output) : IDisposable
{
    private static readonly string[] Bands =
        ["blue=1", "green=2", "red=3", "rededge1=4", "rededge2=5", "rededge3=6", "nir=7", "nirnarrow=8", "swir1=9", "swir2=10"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void Advice_names_a_mislabelled_polygon_and_places_to_label_next()
    {
        var geowfc = Ingested();
        VectorFeature[] polygons = [.. Polygons().SelectMany(f => Squares(f, 2)).Select(f => f.Attributes["label"] is "village" ? Labelled(f, "stockpile") : f)];
        int wrong = Array.FindIndex(polygons, f => f.Attributes["label"] is "water");
        string[] classes = [.. polygons.Select(f => (string)f.Attributes["label"]!).Distinct()];

        // A record without geometry stands before all: suspects are named by their record in the file.
        string drawn = Write("drawn", [new VectorFeature(1, null, polygons[0].Attributes), .. polygons.Select((f, i) => i == wrong ? Labelled(f, "stockpile") : f)]);
        string places = _folder.File("places.geojson");
        JsonElement advice = geowfc.Done("advise", drawn, "--out", places, "--json").Json;
        output.WriteLine(advice.GetRawText());
        Assert.Equal(classes.Order(), advice.GetProperty("classes").EnumerateArray().Select(c => c.GetProperty("class").GetString()).Order());
        Assert.Equal(polygons.Length, advice.GetProperty("classes").EnumerateArray().Sum(c => c.GetProperty("areas").GetInt32()));
        Assert.All(advice.GetProperty("classes").EnumerateArray(), c => Assert.True(c.GetProperty("area_m2").GetDouble() > 0 && c.GetProperty("blocks").GetInt32() > 0 && c.GetProperty("rows").GetInt32() > 0));
        JsonElement suspect = advice.GetProperty("suspects").EnumerateArray().Single(s => s.GetProperty("area").GetInt32() == wrong + 1);
        Assert.Equal(("stockpile", "water"), (suspect.GetProperty("label").GetString(), suspect.GetProperty("looks_like").GetString()));
        Assert.True(suspect.GetProperty("other_probability").GetDouble() > suspect.GetProperty("own_probability").GetDouble());
        var inside = polygons[wrong].Geometry!.EnvelopeInternal;
        Assert.True(inside.Contains(suspect.GetProperty("longitude").GetDouble(), suspect.GetProperty("latitude").GetDouble()));
        Assert.Equal([0.25, 0.5, 0.75, 1], advice.GetProperty("learning_curve").EnumerateArray().Select(p => p.GetProperty("share").GetDouble()));
        Assert.Contains("labels", advice.GetProperty("learning_advice").GetString(), StringComparison.Ordinal);
        var uncertain = advice.GetProperty("uncertain").EnumerateArray().ToArray();
        Assert.NotEmpty(uncertain);
        Assert.All(uncertain, u => Assert.Equal(80, u.GetProperty("size_m").GetDouble(), 2.0)); // 8 pixels of 10 m
        VectorLayer written = VectorFile.Read(places), suspects = VectorFile.Read(_folder.File("places_suspects.geojson"));
        Assert.Equal(uncertain.Select(u => u.GetProperty("first").GetString()), written.Features.Select(f => f.Attributes["first"]));
        Assert.Contains(suspects.Features, f => f.Attributes["looks_like"] is "water");
        Assert.False(Directory.Exists(Path.Combine(geowfc.Workspace, "models", "default"))); // advice changes nothing
        JsonElement note = advice.GetProperty("notes_remarks").EnumerateArray().Last();
        Assert.Equal(("places_of_labels", uncertain.Length), (note.GetProperty("code").GetString(), note.GetProperty("values").GetProperty("places").GetInt32()));
        Assert.Equal(advice.GetProperty("notes").EnumerateArray().Last().GetString(), note.GetProperty("english").GetString());
        Assert.Equal(advice.GetProperty("learning_advice").GetString(), advice.GetProperty("learning_advice_remark").GetProperty("english").GetString());
    }

    [SkippableFact]
    public void Interrupted_advice_ends_as_cancelled_with_its_child_and_leaves_nothing()
    {
        var geowfc = Ingested();
        string drawn = Write("drawn", Polygons().SelectMany(f => Squares(f, 2))), places = _folder.File("places.geojson");
        using Process advise = geowfc.Start(new Dictionary<string, string>(), "advise", drawn, "--out", places, "--quiet");
        using var store = WorkspaceStore.Open(new Workspace(geowfc.Workspace), TimeProvider.System);
        Run Asked() => store.Runs.List(1).Single();
        var waited = Stopwatch.StartNew();
        while (Asked() is not { Kind: "advise", Progress: > 0 }) // the child fits
        {
            Assert.True(!advise.HasExited && waited.Elapsed < TimeSpan.FromMinutes(2), "the work did not begin");
            Thread.Sleep(20);
        }

        string id = Asked().Id;
        Assert.NotEmpty(ProcessesOf(id));
        var clock = Stopwatch.StartNew();
        using (var kill = Process.Start("kill", ["-INT", $"{advise.Id}"])) kill.WaitForExit();
        Assert.True(advise.WaitForExit(TimeSpan.FromMinutes(1)), "still running after a minute");
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 5);
        Assert.Equal((130, "cancelled"), (advise.ExitCode, Asked().State));
        Assert.Empty(ProcessesOf(id));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(geowfc.Workspace, "tmp")));
        Assert.Empty(Directory.EnumerateFiles(Path.GetDirectoryName(places)!, "places*"));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(geowfc.Workspace, "models")));
    }

    [SkippableFact]
    public void A_worse_model_does_not_take_the_place_of_a_better_one()
    {
        var geowfc = Ingested();
        VectorFeature[] polygons = [.. Polygons().SelectMany(f => Squares(f, 6))];
        object?[] classes = [.. polygons.Select(f => f.Attributes["label"]).Distinct()];
        var random = new Random(4);
        string all = Write("all", polygons), scrambled = Write("scrambled", polygons.Select(f => random.Next(2) == 0 ? f : Labelled(f, (string)classes[random.Next(classes.Length)]!)));
        JsonElement Train(params string[] arguments) => geowfc.Done(["train", .. arguments, "--predictors", "bands-1", "--json"]).Json;
        JsonElement first = Train(all);
        Assert.Equal((JsonValueKind.Null, true), (first.GetProperty("comparison").ValueKind, first.GetProperty("replaced").GetBoolean()));
        JsonElement same = Train(all);
        Assert.Equal(("default", 0.0, "not_enough_to_tell", false), Told(same)); // no better: beside it
        Assert.Equal("default-candidate", same.GetProperty("model").GetString());

        // Half of the labels at random: worse than the model before even on these labels, and kept beside it.
        JsonElement worse = Train(scrambled);
        output.WriteLine(worse.GetProperty("comparison").GetRawText());
        Assert.Equal("default-candidate", worse.GetProperty("model").GetString());
        Assert.Equal(("worse", false), (Told(worse).Verdict, Told(worse).Replaced));
        JsonElement[] models = [.. geowfc.Done("models", "--json").Json.EnumerateArray()];
        Assert.Equal("default", models.Single(m => m.GetProperty("in_use").GetBoolean()).GetProperty("name").GetString());
        Assert.Equal(2, models.Length);

        // Other predictors than the old model's are no hindrance.
        JsonElement forced = geowfc.Done("train", scrambled, "--replace", "--time-budget", "0.01", "--json").Json;
        output.WriteLine(forced.GetProperty("comparison").GetRawText());
        Assert.Equal(("default", true, JsonValueKind.Null), (forced.GetProperty("model").GetString(), Told(forced).Replaced, forced.GetProperty("not_compared").ValueKind));
        Assert.Equal(OldScore(worse), OldScore(forced), 1e-12); // the same old model on the same ground
        using JsonDocument card = JsonDocument.Parse(File.ReadAllText(Path.Combine(geowfc.Workspace, "models", "default", "card.json")));
        Assert.True(card.RootElement.GetProperty("search").GetProperty("cut").GetBoolean());
        Assert.Contains("no-such", geowfc.Run("train", scrambled, "--compare-with", "no-such").Errors, StringComparison.Ordinal);

        // A model of an earlier version, which kept no samples: the reason has a code, and no path of the disk.
        File.Delete(Path.Combine(geowfc.Workspace, "models", "default", "samples.bin"));
        JsonElement alone = Train(all);
        Assert.Equal(("default was trained by an earlier version, which kept no samples", "not_compared_no_samples"),
            (alone.GetProperty("not_compared").GetString(), alone.GetProperty("not_compared_remark").GetProperty("code").GetString()));
        var kept = ModelCard.Load(Path.Combine(geowfc.Workspace, "models", "default-candidate", "card.json")).NotComparedRemark!;
        Assert.Equal(("not_compared_no_samples", "default"), (kept.Code, kept.Values["model"].ToString()));
    }

    // The child process names the run that it fits for.
    private static string[] ProcessesOf(string runId) => [.. Directory.EnumerateDirectories("/proc").Where(folder =>
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "cmdline")).Contains(runId, StringComparison.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // no process, or one that has just ended
        }
    })];

    private Geowfc Ingested()
    {
        var geowfc = new Geowfc(_folder.File("ws"));
        geowfc.Done("init");
        geowfc.Done(["ingest", SharedData.Path("rstoolbox", "sen2.tif"), "--profile", "generic", "--datetime", "2017-07-01T14:00:00Z", "--json", "--band-map", .. Bands]);
        return geowfc;
    }

    private static IEnumerable<VectorFeature> Polygons() => VectorFile.Read(SharedData.Path("rstoolbox", "trainingPolygons_sen2.gpkg")).Features
        .Where(f => f.Geometry is not null).Select(f => Labelled(f, (string)f.Attributes["class"]!));

    // Squares of about three pixels in strips of the polygon: many areas, few pixels to train on.
    private static IEnumerable<VectorFeature> Squares(VectorFeature feature, int count)
    {
        var (box, polygon) = (feature.Geometry!.EnvelopeInternal, feature.Geometry.Buffer(0));
        for (int i = 0; i < count; i++)
        {
            var strip = new Envelope(box.MinX + i * box.Width / count, box.MinX + (i + 1) * box.Width / count, box.MinY, box.MaxY);
            var centre = polygon.Intersection(GeometryFactory.Default.ToGeometry(strip)).InteriorPoint.Coordinate;
            yield return feature with { Geometry = GeometryFactory.Default.ToGeometry(new Envelope(centre.X - 0.00013, centre.X + 0.00013, centre.Y - 0.00013, centre.Y + 0.00013)) };
        }
    }

    private static (string With, double Difference, string Verdict, bool Replaced) Told(JsonElement outputs)
    {
        JsonElement told = outputs.GetProperty("comparison");
        return (told.GetProperty("with").GetString()!, told.GetProperty("difference").GetDouble(), told.GetProperty("verdict").GetString()!, outputs.GetProperty("replaced").GetBoolean());
    }

    private static double OldScore(JsonElement outputs) => outputs.GetProperty("comparison").GetProperty("old_score").GetDouble();

    private static VectorFeature Labelled(VectorFeature feature, string label) =>
        feature with { Attributes = new Dictionary<string, object?> { ["label"] = label } };

    private string Write(string name, IEnumerable<VectorFeature> features)
    {
        string file = _folder.File($"{name}.geojson");
        VectorFile.Write(file, "labels", WellKnown.Crs84, [new VectorField("label", FieldKind.Text)], features);
        return file;
    }
}
