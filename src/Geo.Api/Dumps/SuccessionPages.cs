using System.Text.Json;
using Geo.Api.Auth;
using Geo.Api.Ogc;
using Geo.Core.Store;
using Geo.Core.Store.Inventory;
using Microsoft.AspNetCore.Http.HttpResults;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO.Converters;

namespace Geo.Api.Dumps;

/// <summary>What <c>POST /dumps/merge</c> takes.</summary>
internal sealed record NewMerge(IReadOnlyList<string>? Codes, string? Code, string? Name, string? Reason);

/// <summary>One part of a split.</summary>
internal sealed record NewPart(string? Code, string? Name, JsonElement? Geometry);

/// <summary>What <c>POST /dumps/{code}/split</c> takes: a GeoJSON line, or parts with outlines.</summary>
internal sealed record NewSplit(JsonElement? Line, IReadOnlyList<NewPart>? Parts, string? Reason);

/// <summary>What <c>POST /collections/detections/items/{fid}/candidate</c> takes.</summary>
internal sealed record NewCandidate(string? Code, string? Name, string? Reason);

/// <summary>How dumps come into the inventory and turn into others.</summary>
internal static class SuccessionPages
{
    private static readonly JsonSerializerOptions s_geoJson = new() { Converters = { new GeoJsonConverterFactory() } };

    /// <summary>POST /dumps/merge</summary>
    public static async Task<IResult> Merge(HttpContext http, WorkspaceStore store, TimeProvider time, CancellationToken cancel)
    {
        var asked = await JsonBody.Read<NewMerge>(http, "{\"codes\": [\"D1\", \"D2\"], \"code\": \"D9\", \"reason\": \"…\"}", cancel) ?? throw Empty();
        return Told([DumpSuccession.Merge(store, asked.Codes, new NewDump(asked.Code, asked.Name), asked.Reason, Visitor.Of(http).Name, time.GetUtcNow())]);
    }

    /// <summary>POST /dumps/{code}/split</summary>
    public static async Task<IResult> Split(string code, HttpContext http, WorkspaceStore store, TimeProvider time, CancellationToken cancel)
    {
        var asked = await JsonBody.Read<NewSplit>(http, "{\"line\": {GeoJSON LineString}, \"parts\": [{\"code\": \"D9\"}, {\"code\": \"D10\"}], \"reason\": \"…\"}", cancel) ?? throw Empty();
        NewDump[] parts = [.. (asked.Parts ?? []).Select((p, i) => new NewDump(p.Code, p.Name, Geometry(p.Geometry, $"parts[{i}].geometry")))];
        return Told(DumpSuccession.Split(store, code, Geometry(asked.Line, "line"), parts, asked.Reason, Visitor.Of(http).Name, time.GetUtcNow()));
    }

    /// <summary>POST /collections/detections/items/{fid}/candidate</summary>
    public static async Task<IResult> Candidate(string fid, HttpContext http, WorkspaceStore store, TimeProvider time, CancellationToken cancel)
    {
        var asked = await JsonBody.Read<NewCandidate>(http, "{\"code\": \"D9\", \"reason\": \"…\"}", cancel) ?? throw Empty();
        return Told([CandidateDump.Add(store, fid, asked.Code, asked.Name, asked.Reason, Visitor.Of(http).Name, time.GetUtcNow())]);
    }

    private static InputException Empty() => new("request", null, "the body is null", "send an object");

    private static Geometry? Geometry(JsonElement? json, string field)
    {
        if (json is not { ValueKind: JsonValueKind.Object } element) return null;
        try
        {
            return element.Deserialize<Geometry>(s_geoJson) is { IsEmpty: false } geometry ? geometry : throw new InputException("request", field, "it is empty", "give a GeoJSON geometry");
        }
        catch (Exception e) when (e is JsonException or ArgumentException or NotSupportedException)
        {
            throw new InputException("request", field, "it is no GeoJSON geometry", "give for example {\"type\": \"LineString\", \"coordinates\": [[110.1, 40.5], [110.2, 40.5]]}", e);
        }
    }

    private static JsonHttpResult<MadeDumps> Told(IReadOnlyList<Feature> dumps) => TypedResults.Json(new MadeDumps(
        [.. dumps.Select(d => new { code = d.Id, name = d.Properties["name"], status = d.Properties["status"], area_m2 = d.Properties["area_m2"], succeeds = d.Properties["succeeds"] })]), Json.Pages);

    private sealed record MadeDumps(IReadOnlyList<object> Dumps);
}
