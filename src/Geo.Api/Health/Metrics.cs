using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Geo.Api.Features;
using Geo.Core.Store;

namespace Geo.Api.Health;

/// <summary>Counts requests, and writes figures in Prometheus' text form 0.0.4.</summary>
internal sealed class Metrics(TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();
    private readonly ConcurrentDictionary<int, long> _answers = new();

    /// <summary>Middleware: counts answers by status.</summary>
    public async Task Count(HttpContext http, RequestDelegate next)
    {
        await next(http);
        _answers.AddOrUpdate(http.Response.StatusCode, 1, (_, n) => n + 1);
    }

    /// <summary>GET /metrics</summary>
    public static IResult Get(HttpContext http, Metrics metrics, WorkspaceStore store, TimeProvider time) =>
        TypedResults.Text(metrics.Text(Collections.Visible(http), store, time), "text/plain; version=0.0.4", Encoding.UTF8);

    private string Text(IEnumerable<LayerDefinition> layers, WorkspaceStore store, TimeProvider time)
    {
        var text = new StringBuilder();
        void Head(string name, string type, string help) => text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} {type}\n");
        void Line(string name, string labels, double value) => text.Append(CultureInfo.InvariantCulture, $"{name}{labels} {value}\n");

        Head("geowfc_http_responses_total", "counter", "Answers by HTTP status.");
        foreach (var (status, count) in _answers.OrderBy(a => a.Key))
        {
            Line("geowfc_http_responses_total", $"{{status=\"{status}\"}}", count);
        }

        Head("geowfc_features", "gauge", "Current rows by collection.");
        foreach (var layer in layers)
        {
            Line("geowfc_features", $"{{collection=\"{layer.Id}\"}}", store.Layer(layer.Id).Count());
        }

        Head("geowfc_runs", "gauge", "Runs by state.");
        var runs = store.Runs.List(int.MaxValue);
        foreach (string state in (string[])["queued", "running", "done", "failed", "cancelled"])
        {
            Line("geowfc_runs", $"{{state=\"{state}\"}}", runs.Count(r => r.State == state));
        }

        Head("geowfc_run_last_progress_seconds", "gauge", "Seconds since the oldest running run last reported; 0 where none runs.");
        var now = time.GetUtcNow();
        Line("geowfc_run_last_progress_seconds", "", runs.Where(r => r.State == "running").Select(r => (now - (r.ProgressAt ?? r.StartedAt ?? r.CreatedAt)).TotalSeconds).DefaultIfEmpty(0).Max());
        Head("geowfc_store_revision", "gauge", "Number of the last transaction that changed a layer.");
        Line("geowfc_store_revision", "", store.Revision);
        Head("geowfc_uptime_seconds", "gauge", "Seconds since start.");
        Line("geowfc_uptime_seconds", "", Math.Round(time.GetElapsedTime(_start).TotalSeconds, 1));
        Head("process_resident_memory_bytes", "gauge", "Resident memory.");
        using var process = Process.GetCurrentProcess();
        Line("process_resident_memory_bytes", "", process.WorkingSet64);
        return text.ToString();
    }
}
