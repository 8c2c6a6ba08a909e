using System.IO.Compression;
using System.Net;
using System.Text.Json;
using Geo.Core.Reporting.Monthly;
using Geo.Core.Store;
using Geo.Core.Store.Reports;
using Geo.Jobs.Reports;

namespace Geo.Api.Tests.Reports;

/// <summary>A server whose clock stands on 4 September 2026; each test has its own month, since reports stay.</summary>
public sealed class ReportServer : ServedWorkspace
{
    protected override TimeProvider Clock { get; } = new StandingClock();

    private sealed class StandingClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 9, 4, 1, 0, 0, TimeSpan.Zero);
    }
}

public sealed class ReportTests(ReportServer served) : IClassFixture<ReportServer>
{
    private static readonly (string, string) Token = ("Authorization", "Bearer " + ServedWorkspace.Token);

    /// <summary>A draft without the job.</summary>
    internal static void Draft(WorkspaceStore store, string month) =>
        store.Write("test", null, null, writer => writer.PutDraft(MonthlyReport.Draft(1, MonthlySourceOf(store, month))));

    [Fact]
    public async Task The_list_says_what_is_due_and_staff_are_told_with_their_session()
    {
        var list = await Get("/reports");
        Assert.Equal(("2026-08", "2026-09-05"), (list.GetProperty("month").GetString(), list.GetProperty("due_on").GetString()));
        var open = list.GetProperty("open")[0];
        Assert.Equal(("2026-08", false, true), (open.GetProperty("month").GetString(), open.GetProperty("overdue").GetBoolean(), open.GetProperty("urgent").GetBoolean()));
        Assert.Equal("2026-08", (await Get("/session")).GetProperty("reports")[0].GetProperty("month").GetString());
        Assert.Equal(0, (await served.Json("/session")).GetProperty("reports").GetArrayLength());
        using var nobody = await served.Client.GetAsync("/reports");
        Assert.Equal(HttpStatusCode.Unauthorized, nobody.StatusCode);
    }

    [Fact]
    public async Task A_draft_is_corrected_frozen_and_sent_and_its_files_stay()
    {
        Draft(served.Store, "2026-07");
        var draft = await Get("/reports/2026-07?lang=zh");
        Assert.Equal(ServedWorkspace.Sites, draft.GetProperty("numbers").GetProperty("sites.total").GetInt32());
        using (var answer = await served.Send(HttpMethod.Put, "/reports/2026-07/corrections", """{"edit":1,"document_number":"东环报〔2026〕7号","remarks":{"next":"继续。"},"numbers":[{"key":"sites.total","value":99,"reason":"清单为准"}]}""", Token))
        {
            var told = JsonElement.Parse(await answer.Content.ReadAsStringAsync());
            Assert.True(answer.IsSuccessStatusCode, told.ToString());
            Assert.Equal((99, 25), (told.GetProperty("numbers").GetProperty("sites.total").GetInt32(), told.GetProperty("computed").GetProperty("sites.total").GetInt32()));
        }

        using (var late = await served.Send(HttpMethod.Post, "/reports/2026-07/freeze", """{"edit":1}""", Token)) Assert.Equal(HttpStatusCode.PreconditionFailed, late.StatusCode);
        using (var frozen = await served.Send(HttpMethod.Post, "/reports/2026-07/freeze", """{"edit":2}""", Token)) Assert.True(frozen.IsSuccessStatusCode, await frozen.Content.ReadAsStringAsync());
        byte[] docx = await Bytes("/reports/2026-07.docx?lang=zh", "application/vnd.openxmlformats-officedocument.wordprocessingml.document");
        byte[] xlsx = await Bytes("/reports/2026-07.xlsx?lang=en", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        using (var zip = new ZipArchive(new MemoryStream(docx)))
        using (var reader = new StreamReader(zip.GetEntry("word/document.xml")!.Open()))
        {
            Assert.Contains("东环报〔2026〕7号", await reader.ReadToEndAsync(), StringComparison.Ordinal);
        }

        using (var sent = await served.Send(HttpMethod.Post, "/reports/2026-07/sent", """{"note":"邮件"}""", Token)) Assert.Equal("sent", JsonElement.Parse(await sent.Content.ReadAsStringAsync()).GetProperty("state").GetString());
        Assert.Equal(docx, await Bytes("/reports/2026-07.docx?lang=zh&version=1", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"));
        Assert.Equal(xlsx, await Bytes("/reports/2026-07.xlsx?lang=en", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"));
        Assert.Equal([0x89, (byte)'P'], (await Bytes("/reports/2026-07/map.png", "image/png"))[..2]);
        using var after = await served.Send(HttpMethod.Put, "/reports/2026-07/corrections", """{"edit":3}""", Token);
        Assert.Equal(HttpStatusCode.BadRequest, after.StatusCode);
    }

    [Theory]
    [InlineData("/reports/2026-13", 400), InlineData("/reports/2001-01", 404), InlineData("/reports/2001-01.docx", 404), InlineData("/reports/2026-07?version=x", 400), InlineData("/reports/2026-06/pictures/none.png", 404)]
    public async Task What_is_not_there_or_no_month_is_told(string path, int status)
    {
        using var answer = await served.Send(HttpMethod.Get, path, null, Token);
        Assert.Equal(status, (int)answer.StatusCode);
    }

    private async Task<JsonElement> Get(string path)
    {
        using var answer = await served.Send(HttpMethod.Get, path, null, Token);
        string text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonElement.Parse(text);
    }

    private async Task<byte[]> Bytes(string path, string type)
    {
        using var answer = await served.Send(HttpMethod.Get, path, null, Token);
        Assert.Equal((HttpStatusCode.OK, type), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        return await answer.Content.ReadAsByteArrayAsync();
    }

    private static MonthlyData MonthlySourceOf(WorkspaceStore store, string month) => MonthlyReports.Data(store, ReportMonth.Parse(month), DateTimeOffset.MaxValue.AddDays(-1));
}
