using System.Text.Json.Nodes;
using Geo.Api.Ogc;
using Geo.Jobs.Jobs.Described;

namespace Geo.Api.Processes;

/// <summary>What can be run, OGC API - Processes 1.0: every kind of job as a process.</summary>
internal static class ProcessPages
{
    /// <summary>Relation of a process's execution.</summary>
    public const string ExecuteRelation = "http://www.opengis.net/def/rel/ogc/1.0/execute";

    /// <summary>Relation of the list of processes.</summary>
    public const string ListRelation = "http://www.opengis.net/def/rel/ogc/1.0/processes";

    /// <summary>The one output of every process: what its run told.</summary>
    public const string Output = "result";

    /// <summary>GET /processes</summary>
    public static IResult List(HttpContext http)
    {
        string? Given(string name) => http.Request.Query.TryGetValue(name, out var v) ? v.ToString() : null;
        int limit = Parameters.Limit(Given("limit"));
        var all = JobDescriptions.All;
        int start = 0;
        if (Given("after") is { } after)
        {
            start = all.ToList().FindIndex(p => p.Kind == after) + 1;
            if (start == 0)
            {
                throw Parameters.Wrong("after", $"'{after}' is not where a page ended", "follow the link 'next' of the page before");
            }
        }

        var page = all.Skip(start).Take(limit).ToList();
        return new Resource(
            request =>
            {
                var links = request.SelfLinks().ToList();
                if (start + page.Count < all.Count)
                {
                    var query = http.Request.Query.Where(q => q.Key != "after").Append(new("after", page[^1].Kind));
                    links.Add(new Link(request.Addresses.At("/processes") + QueryString.Create(query).ToUriComponent(), "next", Media.Json));
                }

                return new JsonObject { ["processes"] = new JsonArray([.. page.Select(p => (JsonNode)Summary(request, p))]), ["links"] = Nodes(links) };
            },
            request => new Page(request, request.Language.Pick("处理过程", "Processes"), Html.Of($"""
                <dl>{Html.Join(page.Select(p => Html.Of($"<dt><a href=\"/processes/{p.Kind}\">{Pick(request, p.Title)}</a></dt><dd>{Pick(request, p.Description)}</dd>\n")))}</dl>
                <p><a href="/jobs">{request.Language.Pick("作业", "Jobs")}</a></p>
                """)));
    }

    /// <summary>GET /processes/{id}</summary>
    public static IResult Get(string id) => JobDescriptions.Find(id) is { } job
        ? new Resource(request => Description(request, job), request => PageOf(request, job))
        : ProcessProblem.NoSuchProcess(id);

    /// <summary>A text in the request's language.</summary>
    public static string Pick(Request request, JobText text) => request.Language.Pick(text.Zh, text.En);

    /// <summary>Links as JSON.</summary>
    public static JsonArray Nodes(IEnumerable<Link> links) => new([.. links.Select(l => (JsonNode)new JsonObject(
        new (string Name, string? Value)[] { ("href", l.Href), ("rel", l.Rel), ("type", l.Type), ("title", l.Title) }.Where(m => m.Value is not null).Select(m => KeyValuePair.Create(m.Name, (JsonNode?)m.Value))))]);

    private static JsonObject Summary(Request request, JobDescription job)
    {
        string self = request.Addresses.At($"/processes/{job.Kind}");
        return new JsonObject
        {
            ["id"] = job.Kind,
            ["version"] = Revalidated.Version.Split('+')[0],
            ["title"] = Pick(request, job.Title),
            ["description"] = Pick(request, job.Description),
            ["jobControlOptions"] = new JsonArray("async-execute", "dismiss"),
            ["outputTransmission"] = new JsonArray("value"),
            ["links"] = Nodes([new Link(self, "self", Media.Json), new Link(self + "?f=html", "alternate", Media.Html), new Link(self + "/execution", ExecuteRelation, Media.Json), new Link(request.Addresses.At($"/jobs?processID={job.Kind}"), JobPages.ListRelation, Media.Json)]),
        };
    }

    private static JsonObject Description(Request request, JobDescription job)
    {
        var process = Summary(request, job);
        process["inputs"] = new JsonObject(job.Inputs.Select(i => KeyValuePair.Create(i.Name, (JsonNode?)Input(request, i))));
        process["outputs"] = new JsonObject
        {
            [Output] = new JsonObject { ["title"] = request.Language.Pick("结果", "What the run found"), ["schema"] = job.Outputs.DeepClone() },
        };
        return process;
    }

    private static JsonObject Input(Request request, JobInput input) => new()
    {
        ["title"] = Pick(request, input.Title),
        ["minOccurs"] = input.Required ? 1 : 0,
        ["maxOccurs"] = input.IsList ? JsonValue.Create("unbounded") : JsonValue.Create(1),
        ["schema"] = input.Schema.DeepClone(),
    };

    private static Page PageOf(Request request, JobDescription job)
    {
        var language = request.Language;
        var inputs = Page.Facts(job.Inputs.Select(i => (i.Name, Html.Of($"{Pick(request, i.Title)} <small>({Kind(i, language)})</small>"))));
        return new Page(request, Pick(request, job.Title), Html.Of($"""
            <p>{Pick(request, job.Description)}</p>
            <h2>{language.Pick("参数", "Inputs")}</h2>
            {(job.Inputs.Count == 0 ? Html.Of($"<p class=\"note\">{language.Pick("无参数", "None")}</p>") : inputs)}
            <h2>{language.Pick("结果", "Outputs")}</h2>
            {Page.Table([language.Pick("名称", "Name"), language.Pick("类型", "Type")], job.Outputs["properties"]!.AsObject().Select(o => new[] { Page.Text(o.Key), Page.Text(o.Value!["type"]!.GetValue<string>()) }))}
            <p><code>POST /processes/{job.Kind}/execution</code> · <a href="/jobs?processID={job.Kind}">{language.Pick("作业", "Jobs")}</a></p>
            """))
        { Trail = [("/processes", language.Pick("处理过程", "Processes"))] };
    }

    // Its type, the words it may be, whether there may be several, whether it must be.
    private static string Kind(JobInput input, Language language) => string.Join(language.Pick("，", ", "), new[]
    {
        input.Schema["enum"] is JsonArray words ? string.Join(" | ", words.Select(w => w!.GetValue<string>())) : input.Schema["type"]!.GetValue<string>(),
        input.IsList ? language.Pick("可多个", "one or several") : null,
        input.Required ? language.Pick("必填", "required") : null,
    }.OfType<string>());
}
