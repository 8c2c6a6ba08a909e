using Geo.Core.Sites;
using Geo.Core.Tracking;
using Geo.Core.Tracking.Recovery;
using Geo.Core.Tracking.Restored;

namespace Geo.Core.Reporting;

/// <summary>One site's dossier (一矿山一文档) as a document of blocks.</summary>
public static class Dossier
{
    /// <summary>Writes it.</summary>
    /// <param name="input">What is known of the site.</param>
    /// <param name="language">zh or en.</param>
    /// <param name="chineseFigures">False where figures speak English for want of a font; that is said.</param>
    public static PrintedDocument Of(DossierInput input, string language, bool chineseFigures = true)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new Writer(input, language).Document(chineseFigures);
    }

    private sealed class Writer(DossierInput input, string language)
    {
        private readonly List<Block> _blocks = [];
        private readonly DossierTables _tables = new(input, language);

        public PrintedDocument Document(bool chineseFigures)
        {
            MineSite site = input.Site;
            string title = Say($"{site.Name}（{site.Code}）生态修复档案", $"{site.Name} ({site.Code}): restoration dossier");
            _blocks.Add(new Heading(1, title));
            if (input.Synthetic)
            {
                _blocks.Add(new Words(Say("模拟数据：本档案的影像为演示用合成影像，不反映真实矿山", "SYNTHETIC DATA: the imagery behind this dossier is simulated and shows no real mine"), Tone.Banner));
            }

            _blocks.Add(new Words(Say($"资料截至 {DossierWords.Day(input.At)}。", $"As known on {DossierWords.Day(input.At)}."), Tone.Note));
            Facts();
            Verdict();
            Pair();
            Curve(chineseFigures);
            Ground();
            Works();
            History();
            new DossierEvidence(input, language).AddTo(_blocks);
            return new PrintedDocument(title, $"{site.Code}  {site.Name}{(input.Synthetic ? Say("  模拟数据", "  SYNTHETIC DATA") : "")}", language, input.At, _blocks);
        }

        private void Facts()
        {
            MineSite site = input.Site;
            SiteStanding standing = input.Standing;
            string? status = site.Status is { } now ? DossierWords.Status(StatusCode.Of(now), language) : null;
            _blocks.Add(new Heading(2, Say("一、基本情况", "1. The site")));
            (string Name, string? Value)[] facts =
            [
                (Say("编号", "Code"), site.Code), (Say("名称", "Name"), site.Name), (Say("所在镇街", "Town"), site.Town), (Say("牵头单位", "Lead unit"), site.LeadUnit),
                (Say("矿种", "Mineral"), site.Mineral), (Say("修复方式", "Restoration mode"), site.RestorationMode is { } mode ? DossierWords.Word(StatusCode.Of(mode), language) : null),
                (Say("计划年度", "Planned year"), DossierWords.Number(site.PlannedYear, "0")), (Say("计划执行", "Against the plan"), Late(standing)),
                (Say("台账面积", "Listed area"), DossierWords.Area(site.ListedArea?.Value, language)), (Say("投影面积", "Projected area"), DossierWords.Area(site.Area?.Value, language)),
                (Say("表面积", "Surface area"), standing.SurfaceArea is { } surface ? DossierWords.Area(surface.Value, language) : Say("未计算（无高程数据）", "not computed (no height model)")),
                (Say("基线年度", "Baseline year"), DossierWords.Number(standing.BaselineYear, "0")),
                (Say("当前状态", "Status"), status is null ? null : $"{status} {DossierWords.Day(standing.StatusAt)}".TrimEnd()), (Say("遥感建议", "Proposed"), DossierWords.Status(standing.ProposedStatus, language)),
            ];
            _blocks.Add(new SheetTable(null, [], [.. facts.Chunk(2).Select(two => (string[])[two[0].Name, two[0].Value ?? "", two[1].Name, two[1].Value ?? ""])]));
            if (standing.Evidence is { } evidence) _blocks.Add(new Words(Say("建议依据：", "Evidence of the proposal: ") + evidence.In(language)));
            if (standing.EvidenceMissing.Count > 0)
            {
                _blocks.Add(new Words(Say("所缺证据：", "Evidence that is missing: ") + string.Join(Say("、", ", "), standing.EvidenceMissing.Select(e => DossierWords.Word(e, language)))));
            }
        }

        private string? Late(SiteStanding standing) => standing.PlanState is null ? null
            : DossierWords.Word(standing.PlanState, language) + (standing.MonthsLate is > 0 and var months ? Say($"（{months} 个月）", $" ({months} months)") : "");

        private void Verdict()
        {
            RestorationVerdict verdict = input.Verdict;
            _blocks.Add(new Heading(2, Say("二、是否已修复", "2. Restored or not")));
            _blocks.Add(new Words(verdict.Sentence.In(language), Tone.Strong));
            foreach (Reason missing in verdict.Missing) _blocks.Add(new Words(Say("尚缺：", "Missing: ") + missing.In(language)));
            if (input.Series.Why is { } why) _blocks.Add(new Words(why.In(language)));
            RestorationTestOptions o = verdict.Options;
            (string, string)[] figures =
            [
                (Say("生长季数 n", "Seasons n"), DossierWords.Number(verdict.Seasons, "0")), (Say("检验变量", "Tested"), DossierWords.Word(input.Series.Variable, language)!),
                (Say("与参照之比均值", "Mean ratio"), Or(verdict.MeanRatio)), (Say("标准误（含季间相关）", "Standard error (widened)"), Or(verdict.StandardError, "0.000")),
                (Say("单侧下限 / 上限", "One-sided bounds"), verdict.LowerBound is null ? None : $"{Or(verdict.LowerBound)} / {Or(verdict.UpperBound)}"),
                (Say("双侧区间", "Two-sided interval"), verdict.Low is null ? None : $"{Or(verdict.Low)} – {Or(verdict.High)}"),
                (Say("与参照相同时的功效", "Power at the reference"), verdict.PowerAtReference is { } power ? DossierWords.Share(power) : None),
                (Say("得出结论尚需季数", "Seasons still needed"), verdict.SeasonsToDecide is { } more ? DossierWords.Number(more, "0") : Say("再多也难定论", "no number decides")),
            ];
            _blocks.Add(new SheetTable(null, [], [.. figures.Chunk(2).Select(two => (string[])[two[0].Item1, two[0].Item2, two[1].Item1, two[1].Item2])]));
            bool reverse = o.Null == NullHypothesis.Reverse;
            _blocks.Add(new Words(Say(
                FormattableString.Invariant($"方法：以参照生态系统为准（GB/T 43933—2024），检验各生长季同期比值是否达到 {o.Share:0.00}，置信度 {o.Confidence:0.00}，{(reverse ? "反向原假设（未证明即未修复）" : "经典原假设")}，季间相关 {o.Rho:0.0}；形式同 30 CFR 816.116。"),
                FormattableString.Invariant($"Method: against the reference ecosystem (GB/T 43933-2024); does the seasons' ratio of the same dates reach {o.Share:0.00} at a confidence of {o.Confidence:0.00}, {(reverse ? "reverse null (not restored unless shown)" : "classic null")}, correlation of seasons {o.Rho:0.0}; the form of 30 CFR 816.116.")), Tone.Note));
        }

        private void Pair()
        {
            ScenePair pair = input.Pair;
            _blocks.Add(new Heading(2, Say("三、治理前后对比", "3. Before and after")));
            _blocks.Add(new Words(pair.Why.In(language)));
            Picture[] shown = [.. new[] { ("before", Say("治理前", "Before"), pair.Before), ("after", Say("治理后", "After"), pair.After) }
                .Where(p => p.Item3 is not null).Select(p => Chip(p.Item1, p.Item2, p.Item3!))];
            if (shown.Length == 0) return;
            _blocks.Add(new PictureRow(shown));
            _blocks.Add(new Words(Say("两图范围、像素大小与拉伸一致，可直接比较；黄线为矿山边界。", "Both on one extent, pixel size and stretch, so that they can be compared; the yellow line is the site's boundary."), Tone.Note));
        }

        private Picture Chip(string name, string words, Observation o)
        {
            string sensor = input.Scenes.TryGetValue(o.SceneId, out var scene) ? FormattableString.Invariant($"{SiteChip.Sensor(scene.Profile)}, {RecoveryGrid.PixelMetres(scene):0} m") : "";
            string cover = o.Cover is { } c ? Say("，覆盖度 ", ", cover ") + DossierWords.Share(c, o.CoverUncertainty) : "";
            string caption = $"{words} {DossierWords.Day(o.ObservedAt)}（{sensor}）{cover}".Replace("（", language == "zh" ? "（" : " (", StringComparison.Ordinal).Replace("）", language == "zh" ? "）" : ")", StringComparison.Ordinal);
            return new Picture(name, caption, caption, 1);
        }

        private void Curve(bool chineseFigures)
        {
            _blocks.Add(new Heading(2, Say("四、植被覆盖度曲线", "4. Vegetation cover over time")));
            _blocks.Add(new PictureRow([new Picture("curve", Say("植被覆盖度与参照", "Vegetation cover and reference"),
                Say($"{input.Observations.Count} 次监测的植被覆盖度曲线，数值见下表与“证据”", $"curve of {input.Observations.Count} observations; figures in the tables below"), CoverCurve.Shape)]));
            if (language == "zh" && !chineseFigures) _blocks.Add(new Words("本机未安装中文字体（fonts-noto-cjk），图中标注用英文。", Tone.Note));
            foreach (Reason change in input.Standing.Changes) _blocks.Add(new Words(Say("影像检出的变化：", "Found on the images: ") + change.In(language)));
            if (input.Series.LeftOut.Count > 0)
            {
                _blocks.Add(new Words(Say("未参与比较的传感器：", "Sensors left out, as they are not comparable: ") + string.Join(", ", input.Series.LeftOut.Select(SiteChip.Sensor)), Tone.Note));
            }

            if (input.Series.Seasons.Count == 0)
            {
                _blocks.Add(new Words(Say("证据不足：没有可用的生长季。", "Insufficient evidence: no usable season."), Tone.Strong));
                return;
            }

            _blocks.Add(new SheetTable(Say("各生长季", "Growing seasons"),
                [Say("年度", "Year"), Say("影像数", "Scenes"), Say("起止", "Dates"), Say("覆盖度", "Cover"), Say("参照", "Reference"), Say("与参照之比", "Ratio"), Say("相对恢复度", "Recovery"), Say("裸露", "Bare"), Say("水体", "Water")],
                [.. input.Series.Seasons.Select(s => (string[])[DossierWords.Number(s.Year, "0"), DossierWords.Number(s.Scenes, "0"), $"{DossierWords.Day(s.From)[5..]} – {DossierWords.Day(s.To)[5..]}",
                    DossierWords.Share(s.CoverShare), DossierWords.Share(s.ReferenceCover), DossierWords.Number(s.Ratio) + (s.RatioError is { } e ? FormattableString.Invariant($" ± {e:0.00}") : ""),
                    DossierWords.Share(s.Recovery), DossierWords.Share(s.BareShare), DossierWords.Share(s.WaterShare)])]));
        }

        private void Ground()
        {
            _blocks.Add(new Heading(2, Say("五、地表变化", "5. The ground")));
            if (input.Recovery is { } recovery)
            {
                _blocks.Add(_tables.Classes(recovery));
                _blocks.Add(_tables.LandUse(recovery));
            }
            else
            {
                _blocks.Add(new Words(Say("证据不足：没有可逐像元比较的影像。", "Insufficient evidence: no scenes that can be compared pixel by pixel."), Tone.Strong));
            }

            _blocks.Add(_tables.Ecosystem());
            if (input.Recovery is { } again) _blocks.Add(_tables.Changes(again));
        }

        private void Works()
        {
            _blocks.Add(new Heading(2, Say("六、工程措施", "6. Works")));
            _blocks.Add(_tables.WorksDone());
            if (input.Works is not { Count: > 0 }) _blocks.Add(new Words(Say("尚无现场核查记录，表格供现场填写。", "No field check yet: the table is to be filled on the ground."), Tone.Note));
        }

        private void History()
        {
            _blocks.Add(new Heading(2, Say("七、建议与决定", "7. Proposals and decisions")));
            if (input.History.Count == 0)
            {
                _blocks.Add(new Words(Say("尚无记录。", "None yet.")));
                return;
            }

            var taken = input.History.Select(h => h.Undoes).OfType<string>().ToHashSet();
            _blocks.Add(new SheetTable(null,
                [Say("时间", "When"), Say("来源", "Kind"), Say("状态", "Status"), Say("原状态", "Before"), Say("当时检验", "Test then"), Say("决定人", "By"), Say("理由", "Reason")],
                [.. input.History.Select(h => (string[])[DossierWords.Day(h.At), DossierWords.Word(h.Source, language)! + (taken.Contains(h.Id) ? Say("（已撤销）", " (undone)") : ""),
                    DossierWords.Status(h.Status, language) ?? "", DossierWords.Status(h.Before, language) ?? "", DossierWords.Word(h.TestAnswer, language) ?? "", h.Author ?? h.RunId ?? "", h.Why?.In(language) ?? ""])]));
        }

        private string None => Say("证据不足", "insufficient evidence");

        private string Or(double? number, string format = "0.00") => number is null ? None : DossierWords.Number(number, format);

        private string Say(string zh, string en) => language == "zh" ? zh : en;
    }
}
