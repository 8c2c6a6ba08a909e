using Geo.Testing;

namespace Geo.Api.Tests.Features;

/// <summary>stac-api-validator's table of datetimes, which other servers answer wrongly or with 500.</summary>
[Collection(nameof(Served))]
public sealed class DatetimeTests(ServedWorkspace served)
{
    public static TheoryData<int, string> Valid => Numbered(Datetimes.Valid);

    public static TheoryData<int, string> Invalid => Numbered(Datetimes.Invalid);

    [Theory, MemberData(nameof(Valid))]
    public async Task A_valid_datetime_is_taken(int number, string datetime) =>
        Assert.True((await served.Json($"/collections/detections/items?datetime={Uri.EscapeDataString(datetime)}")).GetProperty("numberReturned").GetInt32() >= 0, $"valid {number}");

    [Theory, MemberData(nameof(Invalid))]
    public async Task An_invalid_datetime_is_refused_by_name(int number, string datetime)
    {
        var problem = await served.Problem($"/collections/detections/items?datetime={Uri.EscapeDataString(datetime)}", 400);
        Assert.True(problem.GetProperty("field").GetString() == "datetime", $"invalid {number}");
    }

    // D1 was acquired on June 1 and D2 on July 1, at 00:00 UTC.
    [Theory]
    [InlineData("2025-06-01t00:00:00z", 1), InlineData("2025-06-01T00:00:00.0000000001Z", 1), InlineData("2025-05-31T23:59:60Z/..", 2)]
    [InlineData("2025-06-01T08:00:00+08:00/2025-06-30T00:00:00-00:00", 1), InlineData("/2025-06-30T00:00:00Z", 1), InlineData("2025-06-02T00:00:00Z/", 1)]
    public async Task A_datetime_in_any_of_its_forms_selects(string datetime, int rows) =>
        Assert.Equal(rows, (await served.Json($"/collections/detections/items?datetime={Uri.EscapeDataString(datetime)}")).GetProperty("numberMatched").GetInt32());

    // Where rows are states a day asks for the layer as it was known at its end.
    [Fact]
    public async Task A_layer_of_states_takes_a_day_besides() =>
        Assert.Equal(ServedWorkspace.Sites, (await served.Json("/collections/mine-sites/items?datetime=2999-01-01")).GetProperty("numberReturned").GetInt32());

    private static TheoryData<int, string> Numbered(string[] texts)
    {
        var data = new TheoryData<int, string>();
        for (int i = 0; i < texts.Length; i++)
        {
            data.Add(i + 1, texts[i]);
        }

        return data;
    }
}
