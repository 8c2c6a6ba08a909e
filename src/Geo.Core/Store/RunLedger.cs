using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Geo.Core.Store;

/// <summary>
/// The truth about runs. A run is claimed by compare-and-set under a lease, which its process renews; each claim carries a
/// fencing token, so that a process that wakes late changes nothing. Every member is one transaction.
/// </summary>
public sealed class RunLedger
{
    private readonly Database _database;
    private readonly TimeProvider _time;
    private readonly Lock _writing;

    internal RunLedger(Database database, TimeProvider time, Lock writing) => (_database, _time, _writing) = (database, time, writing);

    /// <summary>Records a run to be executed. With a hash: where a run of the same hash waits, runs or is done, that one is returned instead.</summary>
    /// <param name="kind">Name of the job.</param>
    /// <param name="parametersJson">Its parameters.</param>
    /// <param name="author">Who asks for it.</param>
    /// <param name="codeVersion">Version of this program.</param>
    /// <param name="inputHash">See <see cref="HashOf"/>; null to run it again in any case.</param>
    /// <param name="parent">The run that it is a step of; null for none.</param>
    public Run Enqueue(string kind, string parametersJson, string author, string codeVersion, string? inputHash = null, string? parent = null)
    {
        string now = Now(out var at);
        string id = $"{kind}-{at:yyyyMMddTHHmmssZ}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(3))}";
        return Write((c, t) =>
        {
            string? same = inputHash is null ? null : c.QueryFirstOrDefault<string>(SqlText.Get("run_same_input"), new { inputHash }, t);
            if (same is not null)
            {
                return Read(c, t, same)!;
            }

            c.Execute(SqlText.Get("run_enqueue"), new { id, kind, parameters = parametersJson, inputHash, now, author, codeVersion, parent }, t);
            AddLine(c, t, id, now, "queued");
            AuditLog.Add(c, t, now, author, "run.start", $"runs/{id}", null, null, id);
            return Read(c, t, id)!;
        });
    }

    /// <summary>Takes a queued run, or one whose lease has run out. Where cancelling was asked for, it ends as cancelled instead.</summary>
    /// <returns>Null where another process holds a live lease, or the run has ended.</returns>
    /// <exception cref="NotFoundException">There is no such run.</exception>
    public Claim? Claim(string runId, string owner, TimeSpan lease)
    {
        string now = Now(out var at);
        return Write((c, t) =>
        {
            var before = Read(c, t, runId) ?? throw new NotFoundException("run", runId);
            bool free = before.State == "queued" || (before.State == "running" && before.LeaseUntil <= at);
            if (free && before.CancelRequested)
            {
                End(c, t, runId, "cancelled", outputs: null, error: null, now);
                return null;
            }

            int taken = c.Execute(SqlText.Get("run_claim"), new { id = runId, owner, now, until = ColumnValue.Instant(at + lease) }, t);
            if (taken == 0)
            {
                return null;
            }

            var run = Read(c, t, runId)!;
            AddLine(c, t, runId, now, before.State == "running"
                ? $"taken over by {owner} (attempt {run.Attempt}): the lease of {before.Owner} had run out"
                : $"started by {owner} (attempt {run.Attempt})");
            return new Claim(runId, run.FencingToken, run.Attempt);
        });
    }

    /// <summary>Lengthens the lease from now on, also one that has run out but was not taken over.</summary>
    /// <returns>False where it was lost: stop at once.</returns>
    public bool Renew(string runId, long token, TimeSpan lease)
    {
        Now(out var at);
        return Write((c, t) => c.Execute(SqlText.Get("run_renew"), new { id = runId, token, until = ColumnValue.Instant(at + lease) }, t) == 1);
    }

    /// <summary>Tells how far the run is; a message that differs from the last goes into the log too.</summary>
    /// <exception cref="LeaseLostException">The token is stale.</exception>
    public void Report(string runId, long token, double progress, string? message)
    {
        string now = Now(out _);
        Write((c, t) =>
        {
            var run = Verified(c, t, runId, token);
            c.Execute(SqlText.Get("run_report"), new { id = runId, progress = Math.Clamp(progress, 0, 1), message, now }, t);
            if (message is not null && message != run.Message)
            {
                AddLine(c, t, runId, now, message);
            }

            return true;
        });
    }

    /// <summary>Adds a line to the log without touching the progress.</summary>
    /// <exception cref="LeaseLostException">The token is stale.</exception>
    public void Note(string runId, long token, string text) => AsOwner(runId, token, (c, t, now) => AddLine(c, t, runId, now, text));

    /// <summary>The run is done; to end it together with what it wrote use <see cref="StoreWriter.FinishRun"/>.</summary>
    /// <exception cref="LeaseLostException">The token is stale.</exception>
    public void Finish(string runId, long token, string outputsJson) =>
        AsOwner(runId, token, (c, t, now) => End(c, t, runId, "done", outputsJson, error: null, now));

    /// <summary>The run has failed for good; <paramref name="outputsJson"/> is what it has to say of each input, if anything.</summary>
    /// <exception cref="LeaseLostException">The token is stale.</exception>
    public void Fail(string runId, long token, string error, string? outputsJson = null) =>
        AsOwner(runId, token, (c, t, now) => End(c, t, runId, "failed", outputsJson, error, now));

    /// <summary>The run has stopped as asked.</summary>
    /// <exception cref="LeaseLostException">The token is stale.</exception>
    public void Cancel(string runId, long token) =>
        AsOwner(runId, token, (c, t, now) => End(c, t, runId, "cancelled", outputs: null, error: null, now));

    /// <summary>Gives the run back to the queue after an error that may pass (a busy file, a network).</summary>
    /// <exception cref="LeaseLostException">The token is stale.</exception>
    public void Requeue(string runId, long token, string reason) => AsOwner(runId, token, (c, t, now) =>
    {
        c.Execute(SqlText.Get("run_requeue"), new { id = runId, error = reason }, t);
        AddLine(c, t, runId, now, $"queued again: {reason}");
    });

    /// <summary>Queues a failed or cancelled run again.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="author">Who asks for it.</param>
    /// <exception cref="InputException">It is neither.</exception>
    public Run Retry(string runId, string author)
    {
        string now = Now(out _);
        return Write((c, t) =>
        {
            var run = Read(c, t, runId) ?? throw new NotFoundException("run", runId);
            if (run.State is not ("failed" or "cancelled"))
            {
                throw new InputException($"run {runId}", "state", $"it is {run.State}", "only failed and cancelled runs can be run again");
            }

            c.Execute(SqlText.Get("run_retry"), new { id = runId }, t);
            AddLine(c, t, runId, now, "queued again by hand");
            AuditLog.Add(c, t, now, author, "run.retry", $"runs/{runId}", null, null, runId);
            return Read(c, t, runId)!;
        });
    }

    /// <summary>Asks a run to stop: one that nobody executes is cancelled at once, a live one learns of it by <see cref="Run.CancelRequested"/>. No effect on an ended one.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="author">Who asks for it.</param>
    /// <returns>The run as it is now.</returns>
    public Run RequestCancel(string runId, string author)
    {
        string now = Now(out var at);
        return Write((c, t) =>
        {
            var run = Read(c, t, runId) ?? throw new NotFoundException("run", runId);
            if (run.Ended || run.CancelRequested)
            {
                return run;
            }

            c.Execute("UPDATE runs SET cancel_requested = 1 WHERE id = @runId", new { runId }, t);
            AddLine(c, t, runId, now, "cancelling was asked for");
            AuditLog.Add(c, t, now, author, "run.cancel", $"runs/{runId}", null, null, runId);
            if (run.State == "queued" || run.LeaseUntil <= at)
            {
                End(c, t, runId, "cancelled", outputs: null, error: null, now);
            }

            return Read(c, t, runId)!;
        });
    }

    /// <summary>All runs, youngest first.</summary>
    public IReadOnlyList<Run> List(int limit = 1000) => Query("ORDER BY seq DESC LIMIT @limit", new { limit });

    /// <summary>One run.</summary>
    /// <exception cref="NotFoundException">There is none of this id.</exception>
    public Run Get(string runId) =>
        Query("WHERE id = @runId", new { runId }) is [var run, ..] ? run : throw new NotFoundException("run", runId);

    /// <summary>The steps of a run, oldest first.</summary>
    public IReadOnlyList<Run> Children(string runId) => Query("WHERE parent_id = @runId ORDER BY seq", new { runId });

    /// <summary>Runs that nobody executes though they are not ended: queued ones, and running ones whose lease has run out. Oldest first.</summary>
    public IReadOnlyList<Run> WithoutLiveLease() =>
        Query("WHERE state = 'queued' OR (state = 'running' AND lease_until <= @now) ORDER BY seq", new { now = Now(out _) });

    /// <summary>Queued and running runs. Oldest first.</summary>
    public IReadOnlyList<Run> Unended() => Query("WHERE state IN ('queued', 'running') ORDER BY seq", new { });

    /// <summary>Ends the lease of a run that is known to be dead, so that it can be claimed, whatever the wall clock says.</summary>
    /// <param name="seen">The run as it was when it was found dead.</param>
    /// <returns>False where it has shown a sign of life since.</returns>
    public bool Expire(Run seen)
    {
        ArgumentNullException.ThrowIfNull(seen);
        string now = Now(out var at);
        if (seen.LeaseUntil <= at) return true;
        return Write((c, t) => c.Execute(SqlText.Get("run_expire"), new { id = seen.Id, token = seen.FencingToken, seen = seen.LeaseUntil is { } until ? ColumnValue.Instant(until) : null, now }, t) == 1);
    }

    /// <summary>A run's log, oldest first.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="afterSeq">Only lines after this one; 0 for all.</param>
    public IReadOnlyList<RunLogLine> Log(string runId, long afterSeq = 0)
    {
        using var connection = _database.Open();
        return [.. connection.Query<(long Seq, string At, long Attempt, string Text)>(
                "SELECT seq, at, attempt, text FROM run_log WHERE run_id = @runId AND seq > @afterSeq ORDER BY seq", new { runId, afterSeq })
            .Select(l => new RunLogLine(l.Seq, ColumnValue.Instant(l.At), (int)l.Attempt, l.Text))];
    }

    /// <summary>SHA-256 of a job's inputs, the same for any order of JSON members and any white space; lower-case hex.</summary>
    /// <param name="kind">Name of the job.</param>
    /// <param name="parametersJson">Its parameters.</param>
    /// <param name="more">What else makes the result: hashes of files, a model, the code.</param>
    public static string HashOf(string kind, string parametersJson, params string[] more)
    {
        string text = string.Join('\n', [kind, Sorted(JsonNode.Parse(parametersJson))?.ToJsonString() ?? "null", .. more]);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    internal static void VerifyToken(SqliteConnection c, SqliteTransaction t, string runId, long token) => Verified(c, t, runId, token);

    internal static void End(SqliteConnection c, SqliteTransaction t, string runId, string state, string? outputs, string? error, string now)
    {
        c.Execute(SqlText.Get("run_end"), new { id = runId, state, outputs, error, now }, t);
        AddLine(c, t, runId, now, error is null ? state : $"{state}: {error}");
    }

    private static Run Verified(SqliteConnection c, SqliteTransaction t, string runId, long token)
    {
        var run = Read(c, t, runId) ?? throw new NotFoundException("run", runId);
        return run.State == "running" && run.FencingToken == token ? run : throw new LeaseLostException(runId, token);
    }

    private static void AddLine(SqliteConnection c, SqliteTransaction t, string id, string now, string text) =>
        c.Execute(SqlText.Get("run_log_add"), new { id, now, text }, t);

    private static Run? Read(SqliteConnection c, SqliteTransaction t, string runId) =>
        c.QueryFirstOrDefault<RunRow>("SELECT * FROM runs WHERE id = @runId", new { runId }, t)?.ToRun();

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject o => new JsonObject(o.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => KeyValuePair.Create(p.Key, Sorted(p.Value)))),
        JsonArray a => new JsonArray([.. a.Select(Sorted)]),
        _ => node?.DeepClone(),
    };

    private void AsOwner(string runId, long token, Action<SqliteConnection, SqliteTransaction, string> action)
    {
        string now = Now(out _);
        Write((c, t) =>
        {
            Verified(c, t, runId, token);
            action(c, t, now);
            return true;
        });
    }

    private IReadOnlyList<Run> Query(string condition, object parameters)
    {
        using var connection = _database.Open();
        return [.. connection.Query<RunRow>($"SELECT * FROM runs {condition}", parameters).Select(r => r.ToRun())];
    }

    private T Write<T>(Func<SqliteConnection, SqliteTransaction, T> write)
    {
        lock (_writing)
        {
            using var connection = _database.Open();
            using var transaction = _database.BeginWrite(connection);
            var result = write(connection, transaction);
            transaction.Commit();
            return result;
        }
    }

    private string Now(out DateTimeOffset at)
    {
        at = _time.GetUtcNow();
        return ColumnValue.Instant(at);
    }
}
