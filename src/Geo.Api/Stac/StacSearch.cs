using System.Text;
using System.Text.Json;
using Geo.Api.Ogc;

namespace Geo.Api.Stac;

/// <summary>Item search, STAC API 1.0.0, by GET and by POST; both answer the same.</summary>
internal static class StacSearch
{
    private const string Path = "/stac/search";

    /// <summary>GET /stac/search</summary>
    public static IResult Get(HttpContext http, SceneIndex scenes, TimeProvider time)
    {
        var search = SearchQuery.Of(http.Request);
        var page = search.Run(scenes);
        return StacItems.Answer(page, search.Fields, time, request =>
            [.. request.SelfLinks(Media.GeoJson).Select(StacItems.Same), StacItems.Root(request), .. StacItems.Next(request, page, Path)]);
    }

    /// <summary>POST /stac/search</summary>
    public static async Task<IResult> Post(HttpContext http, SceneIndex scenes, TimeProvider time, CancellationToken cancel)
    {
        Query.Check(http.Request, ["f", "lang"]);
        var body = await ReadableJson.Body(http, SearchBody.Example, cancel);
        var search = SearchBody.Of(body, http.RequestServices.GetRequiredService<ServerSettings>().FilterLimits);
        var page = search.Run(scenes);
        return StacItems.Answer(page, search.Fields, time, request => [new StacLink(request.Addresses.At(Path), "self", Media.GeoJson) { Method = HttpMethods.Post, Body = body }, StacItems.Root(request), .. Next(request, page, body)]);
    }

    /// <summary>The whole body again with the token in it, so that a client that knows nothing of merging pages too.</summary>
    private static IEnumerable<StacLink> Next(Request request, ScenePage page, JsonElement body)
    {
        if (page.Next is not { } token)
        {
            yield break;
        }

        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Json.Writer))
        {
            json.WriteStartObject();
            foreach (var member in body.EnumerateObject().Where(m => m.Name != "token"))
            {
                member.WriteTo(json);
            }

            json.WriteString("token", token);
            json.WriteEndObject();
        }

        yield return new StacLink(request.Addresses.At(Path), "next", Media.GeoJson) { Method = HttpMethods.Post, Body = JsonElement.Parse(Encoding.UTF8.GetString(bytes.ToArray())), Merge = false };
    }
}
