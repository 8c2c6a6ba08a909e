using System.Net;
using System.Text.Json;

namespace Geo.Api.Tests.Features;

/// <summary>A server of its own: verdicts are written.</summary>
public sealed class ReviewTests(ServedWorkspace served) : IClassFixture<ServedWorkspace>
{
    private static readonly (string, string) Bearer = ("Authorization", "Bearer " + ServedWorkspace.Token);

    [Fact]
    public async Task A_verdict_is_stored_and_seen_by_every_client()
    {
        using var answer = await served.Send(HttpMethod.Post, Address("D1"), """{"verdict":"reject","reason":"煤场"}""", Bearer);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var told = JsonElement.Parse(await answer.Content.ReadAsStringAsync());
        var item = (await served.Json("/collections/detections/items/D1")).GetProperty("properties");
        foreach (string name in (string[])["review", "review_reason", "reviewed_at"])
        {
            Assert.Equal(told.GetProperty(name).GetDateTimeOrText(), item.GetProperty(name).GetDateTimeOrText());
        }

        Assert.Equal(("rejected", "煤场"), (item.GetProperty("review").GetString(), item.GetProperty("review_reason").GetString()));
        var found = await served.Json("/collections/detections/items?review=rejected");
        Assert.Equal("D1", Assert.Single(found.GetProperty("features").EnumerateArray()).GetProperty("id").GetString());
    }

    [Theory]
    [InlineData("D2", """{"verdict":"maybe"}""", 400), InlineData("D2", "{}", 400), InlineData("D2", "null", 400), InlineData("D2", "nonsense", 400)]
    [InlineData("D9", """{"verdict":"confirm"}""", 404)]
    public async Task What_is_no_verdict_on_a_detection_is_refused_and_writes_nothing(string id, string body, int status)
    {
        using var answer = await served.Send(HttpMethod.Post, Address(id), body, Bearer);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Null(served.Store.Layer("detections").Get("D2").Properties["review"]);
    }

    [Fact]
    public async Task A_verdict_needs_the_token()
    {
        using var answer = await served.Send(HttpMethod.Post, Address("D2"), """{"verdict":"confirm"}""");
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    private static string Address(string id) => $"/collections/detections/items/{id}/review";
}

file static class Instants
{
    /// <summary>An instant whatever its number of decimals, else the text.</summary>
    public static object? GetDateTimeOrText(this JsonElement value) => value.TryGetDateTimeOffset(out var at) ? at.ToUnixTimeSeconds() : value.GetString();
}
