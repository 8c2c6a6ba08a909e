using System.Net;
using System.Text.Json;
using Geo.Api.Tests.Conformance;
using Geo.Core.Store;

namespace Geo.Api.Tests.Processes;

/// <summary>Jobs in every state, on a server of its own without a worker: the states are what these tests make them.</summary>
public sealed class JobTests : IClassFixture<ServedWorkspace>
{
    private static readonly (string, string) Token = ("Authorization", "Bearer " + ServedWorkspace.Token);
    private static readonly Lock Making = new();
    private static Dictionary<string, string>? _jobs;
    private readonly ServedWorkspace _served;

    public JobTests(ServedWorkspace served)
    {
        _served = served;
        lock (Making)
        {
            _jobs ??= Make(served.Store.Runs);
        }
    }

    private static Dictionary<string, string> Jobs => _jobs!;

    [Fact]
    [Proves(ProcessClass.Core, "37")]
    [Proves(ProcessClass.Core, "45")]
    [Proves(ProcessClass.Core, "46")]
    [Proves(ProcessClass.Core, "47")]
    public async Task Results_that_are_not_there_are_told_in_the_standard_s_words()
    {
        Assert.Equal(ProcessClass.Exceptions + "no-such-job", (await _served.Problem("/jobs/nothing", 404)).GetProperty("type").GetString());
        Assert.Equal(ProcessClass.Exceptions + "no-such-job", (await _served.Problem("/jobs/nothing/results", 404)).GetProperty("type").GetString());
        Assert.Equal(ProcessClass.Exceptions + "result-not-ready", (await _served.Problem($"/jobs/{Jobs["accepted"]}/results", 404)).GetProperty("type").GetString());
        Assert.Equal(ProcessClass.Exceptions + "result-not-ready", (await _served.Problem($"/jobs/{Jobs["running"]}/results", 404)).GetProperty("type").GetString());
        Assert.Equal("no scene", (await _served.Problem($"/jobs/{Jobs["failed"]}/results", 422)).GetProperty("detail").GetString());
        await _served.Problem($"/jobs/{Jobs["dismissed"]}/results", 410);
    }

    [Fact]
    [Proves(ProcessClass.Core, "36")]
    public async Task Each_state_has_its_name()
    {
        foreach (var (status, id) in Jobs)
        {
            var told = await _served.Json($"/jobs/{id}");
            Assert.Equal((status, id), (told.GetProperty("status").GetString(), told.GetProperty("jobID").GetString()));
        }

        var running = await _served.Json($"/jobs/{Jobs["running"]}");
        Assert.Equal((50, "half"), (running.GetProperty("progress").GetInt32(), running.GetProperty("message").GetString()));
        Assert.Equal("no scene", (await _served.Json($"/jobs/{Jobs["failed"]}")).GetProperty("message").GetString());
    }

    [Fact]
    [Proves(ProcessClass.JobList, "64")]
    [Proves(ProcessClass.JobList, "65")]
    [Proves(ProcessClass.JobList, "66")]
    [Proves(ProcessClass.JobList, "67")]
    [Proves(ProcessClass.JobList, "68")]
    [Proves(ProcessClass.JobList, "69")]
    [Proves(ProcessClass.JobList, "70")]
    [Proves(ProcessClass.JobList, "71")]
    [Proves(ProcessClass.JobList, "72")]
    [Proves(ProcessClass.JobList, "74")]
    public async Task Jobs_are_listed_youngest_first_and_every_parameter_is_defined()
    {
        var list = await _served.Json("/jobs");
        Assert.Equal(5, list.GetProperty("jobs").GetArrayLength());
        Assert.All(list.GetProperty("jobs").EnumerateArray(), j => Assert.NotEqual("", j.GetProperty("processID").GetString()));
        Assert.Equal(["self", "alternate"], list.GetProperty("links").EnumerateArray().Select(l => l.GetProperty("rel").GetString()));
        var parameters = (await _served.Json("/api")).GetProperty("paths").GetProperty("/jobs").GetProperty("get").GetProperty("parameters").EnumerateArray()
            .Select(p => p.TryGetProperty("$ref", out var to) ? to.GetString()!.Split('/')[^1] : p.GetProperty("name").GetString()!);
        Assert.Superset(new HashSet<string> { "type", "processID", "status", "datetime", "minDuration", "maxDuration", "limit" }, parameters.ToHashSet());
    }

    [Theory]
    [Proves(ProcessClass.JobList, "73")]
    [Proves(ProcessClass.JobList, "75")]
    [Proves(ProcessClass.JobList, "76")]
    [Proves(ProcessClass.JobList, "77")]
    [Proves(ProcessClass.JobList, "78")]
    [InlineData("type=process", 5), InlineData("processID=track", 1), InlineData("processID=survey,track", 5), InlineData("status=failed", 1), InlineData("status=accepted,running", 2)]
    [InlineData("datetime=2020-01-01T00:00:00Z/..", 5), InlineData("datetime=../2020-01-01T00:00:00Z", 0), InlineData("maxDuration=600", 5), InlineData("minDuration=600", 0), InlineData("processID=survey&status=successful", 1)]
    public async Task Jobs_are_narrowed(string query, int expected) =>
        Assert.Equal(expected, (await _served.Json("/jobs?" + query)).GetProperty("jobs").GetArrayLength());

    [Theory]
    [InlineData("type", "coverage"), InlineData("processID", "alchemy"), InlineData("status", "done"), InlineData("datetime", "2020-01-01"), InlineData("minDuration", "1.5"), InlineData("maxDuration", "-1"), InlineData("limit", "0"), InlineData("after", "nothing"), InlineData("colour", "red")]
    public async Task A_parameter_that_means_nothing_is_named(string name, string value) =>
        Assert.Equal(name, (await _served.Problem($"/jobs?{name}={value}", 400)).GetProperty("field").GetString());

    [Fact]
    [Proves(ProcessClass.JobList, "79")]
    public async Task Jobs_are_paged()
    {
        var ids = new List<string>();
        for (string? next = "/jobs?limit=2&type=process"; next is not null;)
        {
            var page = await _served.Json(next);
            Assert.InRange(page.GetProperty("jobs").GetArrayLength(), 1, 2);
            ids.AddRange(page.GetProperty("jobs").EnumerateArray().Select(j => j.GetProperty("jobID").GetString()!));
            next = page.GetProperty("links").EnumerateArray().Where(l => l.GetProperty("rel").GetString() == "next").Select(l => l.GetProperty("href").GetString()).SingleOrDefault();
        }

        Assert.Equal(Jobs.Values.Order(StringComparer.Ordinal), ids.Order(StringComparer.Ordinal));
    }

    private static Dictionary<string, string> Make(RunLedger runs)
    {
        string New(string kind) => runs.Enqueue(kind, "{}", "test", "test").Id;
        var jobs = new Dictionary<string, string> { ["accepted"] = New("track"), ["running"] = New("survey"), ["successful"] = New("survey"), ["failed"] = New("survey"), ["dismissed"] = New("survey") };
        long Claim(string status) => runs.Claim(jobs[status], "test", TimeSpan.FromHours(1))!.Token;
        runs.Report(jobs["running"], Claim("running"), 0.5, "half");
        runs.Finish(jobs["successful"], Claim("successful"), """{"survey_id":"S1"}""");
        runs.Fail(jobs["failed"], Claim("failed"), "no scene");
        runs.RequestCancel(jobs["dismissed"], "test");
        return jobs;
    }

    /// <summary>Apart, as it changes what others list.</summary>
    public sealed class Dismissing(ServedWorkspace served) : IClassFixture<ServedWorkspace>
    {
        [Fact]
        [Proves(ProcessClass.Dismiss, "81")]
        [Proves(ProcessClass.Dismiss, "82")]
        public async Task A_job_is_dismissed_by_who_may_and_one_that_ended_stays()
        {
            var runs = served.Store.Runs;
            string waiting = runs.Enqueue("track", "{}", "test", "test").Id, live = runs.Enqueue("track", "{}", "test", "test").Id;
            var claim = runs.Claim(live, "test", TimeSpan.FromHours(1))!;
            using var nobody = await served.Send(HttpMethod.Delete, $"/jobs/{waiting}");
            Assert.Equal(HttpStatusCode.Unauthorized, nobody.StatusCode);
            foreach (string id in (string[])[waiting, live])
            {
                using var answer = await served.Send(HttpMethod.Delete, $"/jobs/{id}", null, Token);
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
                var told = JsonElement.Parse(await answer.Content.ReadAsStringAsync());
                Assert.Equal(("dismissed", id), (told.GetProperty("status").GetString(), told.GetProperty("jobID").GetString()));
                Assert.Equal("dismissed", (await served.Json($"/jobs/{id}")).GetProperty("status").GetString());
            }

            Assert.True(runs.Get(live).CancelRequested);
            string done = runs.Enqueue("track", "{}", "test", "test").Id;
            runs.Finish(done, runs.Claim(done, "test", TimeSpan.FromHours(1))!.Token, "{}");
            using var late = await served.Send(HttpMethod.Delete, $"/jobs/{done}", null, Token);
            Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
            using var none = await served.Send(HttpMethod.Delete, "/jobs/nothing", null, Token);
            Assert.Contains("no-such-job", await none.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            runs.Cancel(live, claim.Token);
        }
    }
}
