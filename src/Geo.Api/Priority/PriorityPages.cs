using Geo.Api.Ogc;
using Geo.Core.Priority;
using Geo.Core.Store;
using Geo.Jobs.Priority;

namespace Geo.Api.Priority;

/// <summary>What <c>POST /priority/stability</c> takes.</summary>
internal sealed record AskedDraws(AskedPriority? Question, int Draws = PriorityPages.FirstDraws);

/// <summary>What <c>POST /priority/explain</c> takes.</summary>
internal sealed record AskedExplanation(AskedPriority? Question, string? Code);

/// <summary>The ranking for the page: what it stands on, and what moving a weight would do.</summary>
internal static class PriorityPages
{
    /// <summary>Draws where none are asked for; a page asks for more afterwards.</summary>
    public const int FirstDraws = 2000;

    /// <summary>Most draws of one request; all ranks are a run.</summary>
    public const int MostDraws = 100_000;

    private const string Example = "{\"budget_wan\": 2000, \"judgements\": {\"headings\": [{\"a\": \"hazard\", \"b\": \"receptor\", \"favours\": 2}]}}";

    /// <summary>GET /priority</summary>
    public static IResult Get(HttpContext http, WorkspaceStore store)
    {
        var ground = PriorityGround.Of(store, CriteriaSet.Default);
        var set = ground.Set;
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Json(new
        {
            revision = ground.Revision,
            criteria_set = set.Name,
            title = new { set.Zh, set.En },
            set.Headings,
            criteria = set.Criteria.Select(c => new
            {
                c.Code,
                c.Heading,
                c.Zh,
                c.En,
                c.Unit,
                read = c.Read,
                c.Classes,
                points = c.Function?.Points.Select(p => new[] { p.At, p.Value }),
                more_is_urgent = c.Function?.MoreIsUrgent,
                c.Presence,
                c.WeightedBy,
                c.Missing,
                c.Source,
            }),
            set.Judgements,
            scale = Judgement.Scale,
            refused_from = Ahp.Refused,
            draws = new { set.Concentration, source = set.ConcentrationSource },
            budget = new { wan = set.BudgetWan, source = set.BudgetSource },
            costs = new { RemediationCosts.Default.Values, RemediationCosts.Default.Categories },
            leaves_out = new { statuses = set.LeavesOut, source = set.LeavesOutSource, dumps = ground.LeftOut },
            adopted = store.Layer(PriorityLayers.Scenarios.Id).Items(ItemsRequest.Everything).Where(s => s.Properties["adopted_at"] is not null)
                .MaxBy(s => (DateTimeOffset)s.Properties["adopted_at"]!) is { } scenario ? new { scenario.Id, name = scenario.Properties["name"], at = scenario.Properties["adopted_at"], by = scenario.Properties["adopted_by"] } : null,
            dumps = ground.Prioritiser.Table.Dumps.Select((d, i) => Dump(ground, d, i)),
        }, Json.Pages);
    }

    /// <summary>POST /priority/what-if</summary>
    public static async Task<IResult> WhatIf(HttpContext http, WorkspaceStore store, CancellationToken cancel)
    {
        var asked = await JsonBody.Read<AskedPriority>(http, Example, cancel) ?? new AskedPriority();
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Json(PriorityDocument.Of(PriorityGround.Of(store, CriteriaSet.Default), asked, parts: true), Json.Pages);
    }

    /// <summary>POST /priority/stability</summary>
    public static async Task<IResult> Stability(HttpContext http, WorkspaceStore store, CancellationToken cancel)
    {
        var asked = await JsonBody.Read<AskedDraws>(http, $"{{\"question\": {Example}, \"draws\": 2000}}", cancel) ?? new AskedDraws(null);
        if (asked.Draws is < 4 or > MostDraws) throw new InputException("request", "draws", $"{asked.Draws} is not between 4 and {MostDraws}", "give for example 2000; all ranks are a run of the kind priority");
        var ground = PriorityGround.Of(store, CriteriaSet.Default);
        var answer = ground.Prioritiser.Answer((asked.Question ?? new AskedPriority()).ToQuestion(ground.Set));
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Json(await Task.Run(() => PriorityDocument.Shares(answer, asked.Draws, Environment.ProcessorCount, cancel), cancel), Json.Pages);
    }

    /// <summary>POST /priority/explain</summary>
    public static async Task<IResult> Explain(HttpContext http, WorkspaceStore store, CancellationToken cancel)
    {
        var asked = await JsonBody.Read<AskedExplanation>(http, $"{{\"question\": {Example}, \"code\": \"D01\"}}", cancel);
        if (asked?.Code is not { Length: > 0 } code) throw new InputException("request", "code", "it is missing", "name the dump");
        var ground = PriorityGround.Of(store, CriteriaSet.Default);
        var answer = ground.Prioritiser.Answer((asked.Question ?? new AskedPriority()).ToQuestion(ground.Set));
        int place = answer.Table.IndexOf(code);
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Json(await Task.Run(() =>
        {
            var told = ScoreExplanation.Of(answer, place);
            return new { code, rank = answer.Ranks[place], score = answer.Scores[place], funded = answer.Funded.Funded[place], told.Parts, told.Lifts, told.HoldsBack, told.Remarks, changes = Counterfactuals.Of(answer, place, cancel) };
        }, cancel), Json.Pages);
    }

    private static object Dump(PriorityGround ground, PriorityDump dump, int place)
    {
        var point = ground.Rows[dump.Code].Geometry is { IsEmpty: false } geometry ? geometry.InteriorPoint.Coordinate : null;
        var criteria = Enumerable.Range(0, ground.Set.Criteria.Count).Select(c => ground.Prioritiser.Table[c, place]).ToArray();
        var cost = ground.Prioritiser.Costs[place];
        return new
        {
            dump.Code,
            dump.Name,
            dump.Town,
            waste_category = dump.Text("waste_category"),
            status = dump.Text("status"),
            run_id = dump.Text("run_id"),
            lon = point is null ? (double?)null : Math.Round(point.X, 6),
            lat = point is null ? (double?)null : Math.Round(point.Y, 6),
            cost_wan = cost.Wan,
            cost_source = cost.Source,
            cost_estimated = cost.Estimated,
            urgencies = criteria.Select(r => Math.Round(r.Value, 6)),
            missing = criteria.Count(r => r.Missing),
            adopted_rank = dump.Number("priority_rank"),
            adopted_funded = dump.Columns.GetValueOrDefault("funded"),
        };
    }
}
