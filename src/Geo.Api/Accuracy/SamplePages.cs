using System.Text.Json.Nodes;
using Geo.Api.Auth;
using Geo.Api.Ogc;
using Geo.Core.Classification.Accuracy;
using Geo.Core.Store;
using Geo.Jobs.Jobs;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Geo.Api.Accuracy;

/// <summary>What <c>PUT …/sample/places/{number}</c> takes.</summary>
/// <param name="Interpreter">1, 2 or agreed.</param>
/// <param name="Label">A class; null takes the label back.</param>
internal sealed record NewLabel(string? Interpreter, string? Label);

/// <summary>Accuracy samples for the pages: seen as one interpreter, labelled place by place, assessed, taken home.</summary>
internal static class SamplePages
{
    /// <summary>GET /samples: the samples of all surveys, in figures.</summary>
    public static IResult List(WorkspaceStore store) => TypedResults.Json(SampleShelf.List(store.Workspace).Select(Brief), Json.Pages);

    /// <summary>GET /surveys/{id}/sample?interpreter=1: in figures, and with the places as that interpreter may see them.</summary>
    public static IResult Get(string id, HttpContext http, WorkspaceStore store)
    {
        AccuracySample sample = SampleShelf.Load(store, id);
        SampleBrief brief = Brief(sample);
        http.Response.Headers.CacheControl = "no-store";
        if (http.Request.Query["interpreter"].ToString() is not { Length: > 0 } interpreter) return TypedResults.Json(brief, Json.Pages);
        Interpreter whose = SampleEstimate.Whose(interpreter);
        return TypedResults.Json(new SampleView(interpreter, brief, sample.Labels, sample.Classes, sample.PixelAreaM2,
            [.. sample.Places.Where(place => whose != Interpreter.Agreed || Differ(place)).Select(place => PlaceView.Of(place, whose))]), Json.Pages);
    }

    /// <summary>PUT /surveys/{id}/sample/places/{number}</summary>
    public static async Task<IResult> Put(string id, int number, HttpContext http, Visitor visitor, WorkspaceStore store, CancellationToken cancel)
    {
        var asked = await JsonBody.Read<NewLabel>(http, "{\"interpreter\": \"1\", \"label\": \"stockpile\"}", cancel)
            ?? throw new InputException("request", "body", "it is null", "send {\"interpreter\": \"1\", \"label\": \"stockpile\"}");
        Interpreter whose = SampleEstimate.Whose(asked.Interpreter);
        AccuracySample sample = SampleShelf.Change(store, id, visitor.Name, $"place {number}, interpreter {asked.Interpreter}: {asked.Label ?? "none"}", before => before.With(number, whose, asked.Label));
        return TypedResults.Json(PlaceView.Of(sample.Places.First(place => place.Number == number), whose), Json.Pages);
    }

    /// <summary>GET /surveys/{id}/accuracy?interpreter=agreed: the estimate, or what it still lacks; both are answers.</summary>
    public static IResult Accuracy(string id, HttpContext http, WorkspaceStore store)
    {
        AccuracySample sample = SampleShelf.Load(store, id);
        string interpreter = http.Request.Query["interpreter"].ToString() is { Length: > 0 } asked ? asked : "agreed";
        Interpreter whose = SampleEstimate.Whose(interpreter);
        http.Response.Headers.CacheControl = "no-store";
        double area = sample.Strata.Sum(s => s.Pixels) * sample.PixelAreaM2;
        var strata = sample.Strata.Select(s => new StratumView(s.Name, s.Pixels, s.Places,
            sample.Places.Count(place => place.Stratum == s.Name && AccuracySample.Label(place, whose) is not null), s.InclusionProbability));
        try
        {
            return TypedResults.Json(new AccuracyView(id, interpreter, area, [.. strata], SampleEstimate.Of(sample, interpreter), null), Json.Pages);
        }
        catch (InputException missing)
        {
            // Labels that are still to come are a state of the work, not an error of who asks.
            return TypedResults.Json(new AccuracyView(id, interpreter, area, [.. strata], null, new MissingView(missing.Field, missing.Problem, missing.Mend)), Json.Pages);
        }
    }

    /// <summary>GET /surveys/{id}/sample.csv</summary>
    public static IResult Csv(string id, WorkspaceStore store) => File(id, ".csv", "text/csv; charset=utf-8", store);

    /// <summary>GET /surveys/{id}/sample.geojson</summary>
    public static IResult GeoJson(string id, WorkspaceStore store) => File(id, ".geojson", Media.GeoJson, store);

    /// <summary>The body of a label as the API definition describes it.</summary>
    public static JsonObject BodySchema() => new()
    {
        ["type"] = "object",
        ["required"] = new JsonArray("interpreter", "label"),
        ["properties"] = new JsonObject
        {
            ["interpreter"] = new JsonObject { ["type"] = "string", ["enum"] = new JsonArray("1", "2", "agreed") },
            ["label"] = new JsonObject { ["type"] = "string", ["nullable"] = true },
        },
    };

    private static FileStreamHttpResult File(string id, string extension, string mediaType, WorkspaceStore store)
    {
        AccuracySample sample = SampleShelf.Load(store, id);
        string path = Path.Combine(store.Workspace.Temporary, $"sample-{Guid.NewGuid():N}{extension}");
        SampleShelf.Export(sample, path);
        // The file has no name any more once it is open and deleted; its bytes stay until they are sent.
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1 << 16, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        return TypedResults.Stream(stream, mediaType, $"{id}_sample{extension}");
    }

    private static SampleBrief Brief(AccuracySample sample)
    {
        Agreement agreement = sample.Agreement;
        return new SampleBrief(sample.SurveyId, sample.Options.Count, sample.Options.Seed, sample.Places.Count, agreement.Labelled1, agreement.Labelled2,
            agreement.Both, agreement.Same, agreement.Kappa, agreement.Disagreements.Count, agreement.Disagreements.Count(one => one.LabelAgreed is null));
    }

    private static bool Differ(SamplePlace place) => place.Label1 is not null && place.Label2 is not null && place.Label1 != place.Label2;
}

/// <param name="Differ">Places that the two labelled differently.</param>
/// <param name="Open">Of these, not settled yet.</param>
internal sealed record SampleBrief(
    string SurveyId, int Count, int Seed, int Places, [property: System.Text.Json.Serialization.JsonPropertyName("labelled_1")] int Labelled1,
    [property: System.Text.Json.Serialization.JsonPropertyName("labelled_2")] int Labelled2, int Both, int Same, double? Kappa, int Differ, int Open);

internal sealed record SampleView(
    string Interpreter, SampleBrief Sample, IReadOnlyList<string> Labels, IReadOnlyList<string> MapClasses, double PixelAreaM2, IReadOnlyList<PlaceView> Places);

/// <param name="Label">What this interpreter said; what was settled on where both are looked at.</param>
/// <param name="Label1">Given only where the two differ and are to settle it.</param>
/// <param name="Label2">See <paramref name="Label1"/>.</param>
internal sealed record PlaceView(
    int Number, double Longitude, double Latitude, string? Label, [property: System.Text.Json.Serialization.JsonPropertyName("label_1")] string? Label1,
    [property: System.Text.Json.Serialization.JsonPropertyName("label_2")] string? Label2)
{
    public static PlaceView Of(SamplePlace place, Interpreter whose) => whose == Interpreter.Agreed
        ? new PlaceView(place.Number, place.Longitude, place.Latitude, place.LabelAgreed, place.Label1, place.Label2)
        : new PlaceView(place.Number, place.Longitude, place.Latitude, AccuracySample.Label(place, whose), null, null);
}

internal sealed record StratumView(string Name, long Pixels, int Places, int Labelled, double InclusionProbability);

internal sealed record MissingView(string? Field, string Problem, string Mend);

internal sealed record AccuracyView(
    string SurveyId, string Interpreter, double AreaM2, IReadOnlyList<StratumView> Strata, SampleEstimate? Estimate, MissingView? Missing);
