using System.Text.Json.Nodes;
using Geo.Api.Ogc;
using Geo.Core.Store;

namespace Geo.Api.Processes;

/// <summary>A run as OGC API - Processes tells of it (statusInfo.yaml).</summary>
internal static class JobStatus
{
    /// <summary>Every status, in the standard's words.</summary>
    public static readonly string[] All = ["accepted", "running", "successful", "failed", "dismissed"];

    private const string ResultsRelation = "http://www.opengis.net/def/rel/ogc/1.0/results";

    /// <summary>The status; a run that was asked to stop counts as dismissed although its last block may still be computed.</summary>
    public static string Name(Run run) => run.State switch
    {
        "done" => "successful",
        "failed" => "failed",
        "cancelled" => "dismissed",
        _ when run.CancelRequested => "dismissed",
        "running" => "running",
        _ => "accepted",
    };

    /// <summary>The document.</summary>
    public static JsonObject Of(Request request, Run run)
    {
        string self = request.Addresses.At($"/jobs/{run.Id}"), status = Name(run);
        var links = new List<Link> { new(self, "self", Media.Json), new(self + "?f=html", "alternate", Media.Html), new(request.Addresses.At("/jobs"), JobPages.ListRelation, Media.Json) };
        if (status == "successful")
        {
            links.Add(new Link(self + "/results", ResultsRelation, Media.Json));
        }

        var told = new JsonObject { ["processID"] = run.Kind, ["type"] = "process", ["jobID"] = run.Id, ["status"] = status };
        if ((run.Error ?? run.Message) is { } message)
        {
            told["message"] = message;
        }

        told["created"] = Json.Instant(run.CreatedAt);
        foreach (var (name, at) in ((string, DateTimeOffset?)[])[("started", run.StartedAt), ("finished", run.EndedAt), ("updated", run.EndedAt ?? run.ProgressAt ?? run.StartedAt)])
        {
            if (at is { } instant)
            {
                told[name] = Json.Instant(instant);
            }
        }

        told["progress"] = status == "successful" ? 100 : (int)Math.Floor(run.Progress * 100);
        told["links"] = ProcessPages.Nodes(links);
        return told;
    }
}
