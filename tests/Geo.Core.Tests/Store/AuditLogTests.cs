using Geo.Core.Store;
using Microsoft.Data.Sqlite;

namespace Geo.Core.Tests.Store;

public sealed class AuditLogTests : IDisposable
{
    private readonly StoreFixture _f = new();

    public void Dispose() => _f.Dispose();

    [Fact]
    public void A_write_of_layers_leaves_its_line_with_the_revision_of_its_history()
    {
        _f.Put(StoreFixture.Mine("A"));
        var line = Assert.Single(_f.Store.Audit.List(new()));
        Assert.Equal(("test", "write", "mine-sites", 1L, _f.Clock.Now), (line.Author, line.Action, line.Subject, line.Revision!.Value, line.At));
        Assert.Equal(line.Revision, _f.Store.Layer("mine-sites").Versions("A").Single().Revision);
    }

    [Fact]
    public void What_changes_nothing_fails_or_is_a_dry_run_leaves_none()
    {
        _f.Put(StoreFixture.Mine("A"));
        _f.Put(StoreFixture.Mine("A"));
        Assert.Throws<NotFoundException>(() => _f.Store.Write("t", null, null, w =>
        {
            w.Audit("decide", "mine-sites/A", "because");
            throw new NotFoundException("item", "A");
        }));
        _f.Store.Write("t", null, null, w =>
        {
            w.Put("mine-sites", [StoreFixture.Mine("B")]);
            w.Audit("import", "mine-sites");
            w.Discard();
        });
        Assert.Single(_f.Store.Audit.List(new()));
    }

    [Fact]
    public void Told_words_stand_for_the_layers_names_and_files_are_told_of_without_a_revision()
    {
        _f.Store.Write("wang", null, null, w =>
        {
            w.Put("mine-sites", [StoreFixture.Mine("A")]);
            w.Audit("decide", "mine-sites/A", "seen on site");
        });
        _f.Store.Write("li", null, null, w => w.Audit("labels.write", "labels/河东"));
        Assert.Equal([("li", "labels.write", null, null), ("wang", "decide", "seen on site", 1L)], _f.Store.Audit.List(new()).Select(l => (l.Author, l.Action, l.Reason, l.Revision)));
    }

    [Fact]
    public void Runs_leave_lines_of_their_start_their_cancelling_and_their_writes()
    {
        var run = _f.Store.Runs.Enqueue("survey", "{}", "wang", "0.1");
        var claim = _f.Store.Runs.Claim(run.Id, "p", TimeSpan.FromMinutes(1))!;
        _f.Store.Write("wang", run.Id, claim.Token, w => w.Put("mine-sites", [StoreFixture.Mine("A")]));
        _f.Store.Runs.RequestCancel(run.Id, "li");
        _f.Store.Runs.RequestCancel(run.Id, "li"); // twice is once
        Assert.Equal([("li", "run.cancel"), ("wang", "run.write"), ("wang", "run.start")], _f.Store.Audit.List(new()).Select(l => (l.Author, l.Action)));
        Assert.All(_f.Store.Audit.List(new()), l => Assert.Equal(run.Id, l.RunId));
    }

    [Fact]
    public void Nobody_changes_or_removes_a_line()
    {
        _f.Put(StoreFixture.Mine("A"));
        foreach (string sql in (string[])["UPDATE audit_log SET author = 'x'", "DELETE FROM audit_log", "INSERT OR REPLACE INTO audit_log (seq, at, author, action) VALUES (1, '', '', '')"])
        {
            using var connection = new SqliteConnection($"Data Source={_f.Workspace.Database};Pooling=False");
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            Assert.Contains("only ever added to", Record.Exception(() => command.ExecuteNonQuery())?.Message ?? "no error", StringComparison.Ordinal);
        }

        Assert.Equal("test", _f.Store.Audit.List(new()).Single().Author);
    }

    [Fact]
    public void Lines_are_found_by_author_subject_and_time_and_paged()
    {
        foreach (string subject in (string[])["detections/D1", "detections/D10", "detections", "detections-old"])
        {
            _f.Clock.Now = _f.Clock.Now.AddHours(1);
            _f.Store.Write(subject.Length % 2 == 0 ? "even" : "odd", null, null, w => w.Audit("review", subject));
        }

        string[] Found(AuditQuery query) => [.. _f.Store.Audit.List(query).Select(l => l.Subject ?? "")];
        Assert.Equal(["detections", "detections/D10", "detections/D1"], Found(new(Subject: "detections")));
        Assert.Equal(["detections/D1"], Found(new(Subject: "detections/D1")));
        Assert.Equal(["detections-old", "detections", "detections/D10"], Found(new(Author: "even"))); // 14, 10 and 14 letters
        Assert.Equal(["detections-old", "detections"], Found(new(Since: _f.Clock.Now.AddHours(-1))));
        Assert.Equal(["detections/D10"], Found(new(Limit: 1, Before: 3)));
    }
}
