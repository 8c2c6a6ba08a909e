using System.Globalization;

namespace Geo.Core.Reporting.Monthly;

/// <summary>A monthly report as an official document (公文) of blocks.</summary>
public static class MonthlyDocument
{
    /// <summary>Name of the map's picture.</summary>
    public const string Map = "map";

    /// <summary>The document.</summary>
    /// <param name="report">The report.</param>
    /// <param name="language">zh or en.</param>
    public static PrintedDocument Of(MonthlyReport report, string language)
    {
        ArgumentNullException.ThrowIfNull(report);
        return new Writer(report, language).Document();
    }

    /// <summary>The tables, corrections applied.</summary>
    public static IReadOnlyList<ReportTable> Tables(MonthlyReport report, string language)
    {
        ArgumentNullException.ThrowIfNull(report);
        return new MonthlyTables(report.Data, report.Figures, report.Corrections, language).All();
    }

    /// <summary>The sentences that the report tells: a person's where there is one.</summary>
    public static IReadOnlyDictionary<string, string> Sentences(MonthlyReport report, string language)
    {
        ArgumentNullException.ThrowIfNull(report);
        var own = report.Corrections.Sentences.ToDictionary(s => s.Key, s => s.Text, StringComparer.Ordinal);
        return MonthlySentences.Of(report.Data, report.Corrections.Applied(report.Figures), language).ToDictionary(s => s.Key, s => own.GetValueOrDefault(s.Key, s.Value), StringComparer.Ordinal);
    }

    /// <summary>Its title.</summary>
    public static string Title(ReportMonth month, string language) => language == "zh"
        ? $"关于{MonthlyWords.Month(month, language)}“无废城市”建设\n工作进展情况的报告"
        : $"Progress of the zero-waste district in {MonthlyWords.Month(month, language)}";

    private sealed class Writer(MonthlyReport report, string language)
    {
        private readonly List<Block> _blocks = [];
        private readonly IReadOnlyDictionary<string, string> _sentences = Sentences(report, language);
        private readonly MonthlyTables _tables = new(report.Data, report.Figures, report.Corrections, language);
        private readonly ReportSettings _settings = ReportSettings.Default;

        public PrintedDocument Document()
        {
            DateTimeOffset at = report.Seal?.At ?? report.Data.KnownAt;
            Head(at);
            Body();
            Foot(at);
            Annexes();
            string running = string.Join("　", ((string[])[
                report.Data.Synthetic ? Say("模拟数据，不反映真实情况", "SYNTHETIC DATA: shows no real place") : "",
                report.Seal is null ? Say("草稿，未定稿", "DRAFT, not frozen") : ""]).Where(t => t.Length > 0));
            return new PrintedDocument(Title(report.Month, language).Replace("\n", "", StringComparison.Ordinal), running, language, at, _blocks);
        }

        private void Head(DateTimeOffset at)
        {
            string number = report.Corrections.DocumentNumber
                ?? _settings.DocumentNumber.In(language).Replace("{year}", ChinaTime.Of(at).Year.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
            Line(LineKind.Letterhead, _settings.Issuer.In(language) + Say("文件", ""));
            Line(LineKind.Number, number + Say("\t签发人：　　　　", "\tSigned:            "));
            _blocks.Add(new Heading(1, Title(report.Month, language)));
            if (report.Data.Synthetic) _blocks.Add(new Words(Say("模拟数据：本报告依据演示用合成影像和台账生成，不反映真实情况", "SYNTHETIC DATA: imagery and registers behind this report are simulated"), Tone.Banner));
            Line(LineKind.Recipient, _settings.Recipient.In(language) + Say("：", ":"));
            Sentence("opening");
        }

        private void Body()
        {
            Section(4, Say("一、历史遗留矿山生态修复进展", "1. Restoration of legacy mines"));
            Part(Say("（一）总体情况", "(1) State"), "sites.summary", "sites", _tables.SitesBy("unit", Say("牵头单位", "Lead unit")), _tables.SitesBy("town", Say("镇街", "Town")));
            Part(Say("（二）本月变化", "(2) Changes of the month"), "sites.changes", null);
            Remark("sites");
            Section(5, Say("二、固体废物堆场整治进展", "2. Solid-waste dumps"));
            Part(Say("（一）堆场清单", "(1) Inventory"), "dumps.summary", "dumps", _tables.DumpStatuses(), _tables.DumpsBy("town", Say("镇街", "Town")));
            Remark("dumps");
            Part(Say("（二）资金安排建议", "(2) Proposed funding"), "funding.summary", null);
            Remark("funding");
            Section(13, Say("三、沿黄固体废物排查整治进展", "3. Along the Yellow River"));
            Part(null, "river.summary", "river", _tables.River());
            Remark("river");
            Section(17, Say("四、线索交办和天地空一体化监管进展", "4. Cases and supervision"));
            Part(Say("（一）线索交办", "(1) Cases"), "cases.summary", "cases", _tables.CasesBy("unit", Say("责任单位", "Unit")), _tables.CasesBy("town", Say("镇街", "Town")));
            Remark("cases");
            Part(Say("（二）监测情况", "(2) Monitoring"), "watched.summary", null);
            Remark("watched");
            if (report.Corrections.Remarks.TryGetValue("next", out string? next))
            {
                _blocks.Add(new Heading(2, Say("五、下一步工作", "5. Next steps")));
                _blocks.Add(new Words(next));
            }

            _blocks.Add(new Words(Say("特此报告。", "This is our report.")));
        }

        private void Foot(DateTimeOffset at)
        {
            string[] names = [.. AnnexNames().Select((name, i) => string.Create(CultureInfo.InvariantCulture, $"{i + 1}. {name}"))];
            Line(LineKind.AnnexList, string.Join('\n', names.Select((name, i) => i == 0 ? Say("附件：", "Annexes: ") + name : Say("　　　", "         ") + name)));
            Line(LineKind.Signature, _settings.Issuer.In(language));
            Line(LineKind.Date, MonthlyWords.Day(at, language));
        }

        private string[] AnnexNames() =>
            [Say("月末分布图", "Map at the month's end"), Say("本月状态变化的矿山及对比影像", "Mines that changed, with pictures"), Say("历史遗留矿山清单", "List of the legacy mines"),
             Say("建议优先安排财政资金的堆场", "Dumps proposed for funding"), Say("数据来源、更正记录与说明", "Sources, corrections and limits")];

        private void Annexes()
        {
            Annex(0);
            _blocks.Add(new PictureRow([new Picture(Map, Say($"{MonthlyWords.Month(report.Month, language)}末矿山、堆场和线索分布", $"Mines, dumps and cases at the end of {MonthlyWords.Month(report.Month, language)}"),
                Say("东河区镇街界线、各状态矿山、各级别堆场和在办线索的分布图", "Map of towns, mine sites by status, dumps by grade and open cases"), MonthlyMap.Shape)]));
            Annex(1);
            TableOr(_tables.Changes(), Say("本月没有状态变化的矿山。", "No mine site changed in the month."));
            Pictures();
            Annex(2);
            TableOr(_tables.Sites(), Gap("sites"), 3, 6); // unit and status before
            Annex(3);
            TableOr(_tables.Funding(), Gap("funding") ?? Say("没有列入资金安排的堆场。", "No dump is proposed for funding."));
            Annex(4);
            Limits();
            if (_tables.Corrected() is { Rows.Count: > 0 } corrected) _blocks.Add(corrected.Block(language));
            foreach (var table in (ReportTable[])[_tables.Scenes(), _tables.Models(), _tables.Rules()]) TableOr(table, null);
        }

        private void Pictures()
        {
            foreach (SitePictures pair in report.Data.Pictures)
            {
                SiteRow site = report.Data.Sites.First(s => s.Code == pair.Code);
                Picture Of(Shot shot, string when) => new(Path.GetFileNameWithoutExtension(shot.File), $"{site.Code} {site.Name} {when} {ChinaTime.Day(shot.At)} {shot.Sensor}", $"{site.Name}, {when}", 1);
                Picture[] shown = [.. new[] { pair.Before is { } b ? Of(b, Say("治理前", "before")) : null, pair.After is { } a ? Of(a, Say("现状", "now")) : null }.OfType<Picture>()];
                if (shown.Length > 0) _blocks.Add(new PictureRow(shown));
                _blocks.Add(new Words($"{site.Code} {site.Name}{Say("：", ": ")}{pair.Why.In(language)}", Tone.Note));
            }

            int without = report.Data.Sites.Count(MonthlyFigures.Changed) - report.Data.Pictures.Count;
            if (without > 0) _blocks.Add(new Words(Say($"另有{without}处变化未附对比影像（新列入、没有位置，或超出图幅数限）。", $"{without} more changes are told without pictures (newly listed, no place, or beyond the number that is shown)."), Tone.Note));
        }

        private void Limits()
        {
            var d = report.Data;
            _blocks.Add(new Words(Say(
                $"资料截至{MonthlyWords.Day(d.KnownAt, language)}（修订号 {d.Sources.Revision}）；矿山状态按状态沿革、线索按办理日期统计至月末；堆场、沿黄管控带按月末库中所存统计。",
                $"Known on {MonthlyWords.Day(d.KnownAt, language)} (revision {d.Sources.Revision}); mines by their histories and cases by their dates up to the month's end; dumps and the river corridor as stored then.")));
            _blocks.Add(new Words(Say(
                $"遥感结论为建议，状态由人认定；面积为投影面积。程序版本 {d.Sources.Program}。本报告第{report.Version}版{(report.Seal is { } s ? $"，由{s.By}于{MonthlyWords.Day(s.At, language)}定稿" : "，未定稿")}。",
                $"What satellites say is a proposal, persons decide; areas are projected. Program {d.Sources.Program}. Version {report.Version} of this report{(report.Seal is { } t ? $", frozen by {t.By} on {MonthlyWords.Day(t.At, language)}" : ", a draft")}.")));
            foreach (Gap gap in d.Missing) _blocks.Add(new Words(Say("缺失：", "Missing: ") + gap.Why.In(language) + Say("。", ".")));
            foreach (BothWords note in d.Notes) _blocks.Add(new Words(note.In(language) + Say("。", ".")));
        }

        private void Section(int task, string title)
        {
            _blocks.Add(new Heading(2, title));
            PlanTask plan = _settings.Tasks.First(t => t.Number == task);
            _blocks.Add(new Words(Say($"（对应实施方案任务{plan.Number}，牵头单位：{string.Join("、", plan.Lead)}）", $"(Task {plan.Number} of the plan; in the lead: {string.Join(", ", plan.Lead)})"), Tone.Note));
        }

        private void Part(string? title, string sentence, string? part, params ReportTable[] tables)
        {
            if (title is not null) _blocks.Add(new Heading(3, title));
            Sentence(sentence);
            if (part is not null && report.Data.Missing.Any(g => g.Part == part)) return;
            foreach (var table in tables.Where(t => t.Rows.Count > 0)) _blocks.Add(table.Block(language));
        }

        private void TableOr(ReportTable table, string? instead, params int[] without)
        {
            if (table.Rows.Count > 0) _blocks.Add(table.Block(language, without));
            else if (instead is not null) _blocks.Add(new Words(instead));
        }

        private string? Gap(string part) => report.Data.Missing.FirstOrDefault(g => g.Part == part) is { } gap ? Say("无数据：", "No data: ") + gap.Why.In(language) + Say("。", ".") : null;

        private void Annex(int index)
        {
            Line(LineKind.AnnexMark, Say("附件", "Annex ") + (index + 1).ToString(CultureInfo.InvariantCulture));
            _blocks.Add(new Heading(1, AnnexNames()[index]));
        }

        private void Sentence(string key) => _blocks.Add(new Words(_sentences[key]));

        private void Remark(string section)
        {
            if (report.Corrections.Remarks.TryGetValue(section, out string? remark)) _blocks.Add(new Words(remark));
        }

        private void Line(LineKind kind, string text) => _blocks.Add(new OfficialLine(kind, text));

        private string Say(string zh, string en) => language == "zh" ? zh : en;
    }
}
