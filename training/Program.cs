using System.Globalization;
using NewsPlatform.Extraction.Body.Learnt;
using NewsPlatform.Text;
using NewsPlatform.Text.Language;
using NewsPlatform.Training.Authors;
using NewsPlatform.Training.Body;
using NewsPlatform.Training.Confidence;
using NewsPlatform.Training.Dates;
using NewsPlatform.Training.Gazetteer;
using NewsPlatform.Training.Images;
using NewsPlatform.Training.Language;
using NewsPlatform.Training.Sites;
using NewsPlatform.Training.Titles;
using NewsPlatform.Training.Urls;
using NewsPlatform.Training.Wording;

switch (args)
{
    case ["language", var output, .. var files] when files.Length > 0:
        {
            using var file = File.Create(output);
            LanguageTrainer.Train(LanguageTrainer.Read(files), file);
            Console.WriteLine($"{output}: {file.Length} bytes");
            return 0;
        }

    case ["language-check", .. var files] when files.Length > 0:
        {
            // One line in five is kept back from training and asked for.
            using var model = new MemoryStream();
            LanguageTrainer.Train([.. files.SelectMany(f => LanguageTrainer.Read([f]).Where((_, i) => i % 5 != 0))], model);
            model.Position = 0;
            var profiles = LanguageProfiles.Load(model);
            foreach (var file in files)
            {
                var asked = LanguageTrainer.Read([file]).Where((_, i) => i % 5 == 0).ToList();
                var right = asked.Count(l => LanguageIdentifier.Identify(l.Text, profiles).Code == l.Code);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(file)}: {right} of {asked.Count} = {right / (double)asked.Count:F3}"));
            }

            Console.WriteLine($"{model.Length} bytes");
            return 0;
        }

    case ["gazetteer", var source, var output]:
        GazetteerBuilder.Build(Path.Combine(source, "gaz"), output);
        return 0;

    case ["words", var source, var output]:
        GazetteerBuilder.Write(Path.Combine(output, "common-words.txt.br"), CommonWordsBuilder.Build(source));
        return 0;

    case ["titles", var output, .. var truths] when truths.Length > 0:
        TitlePages.Trainer.Write(output, TitlePages.Trainer.Train(TitlePages.Read(truths)), "Learnt by training/Titles; see title-weights.md.");
        return 0;

    case ["titles-check", .. var truths] when truths.Length > 0:
        TitlePages.Trainer.Check(TitlePages.Read(truths), Environment.GetEnvironmentVariable("MISSES"));
        return 0;

    case ["images", var output, .. var truths] when truths.Length > 0:
        ImagePages.Trainer.Write(output, ImagePages.Trainer.Train(ImagePages.Read(truths)), "Learnt by training/Images; see image-weights.md.");
        return 0;

    case ["images-check", .. var truths] when truths.Length > 0:
        ImagePages.Trainer.Check(ImagePages.Read(truths), Environment.GetEnvironmentVariable("MISSES"));
        return 0;

    case ["dates", var output, .. var truths] when truths.Length > 0:
        DatePages.Trainer.Write(output, DatePages.Trainer.Train(DatePages.Read(truths)), "Learnt by training/Dates; see date-weights.md.");
        return 0;

    case ["dates-check", .. var truths] when truths.Length > 0:
        DatePages.Trainer.Check(DatePages.Read(truths), Environment.GetEnvironmentVariable("MISSES"));
        return 0;

    case ["authors-check", .. var truths] when truths.Length > 0:
        AuthorCheck.Run(truths, Environment.GetEnvironmentVariable("MISSES"));
        return 0;

    case ["confidence", var output, .. var truths] when truths.Length > 0:
        File.WriteAllText(output, CalibrationTrainer.Train(Choices.Read(truths)));
        return 0;

    case ["confidence-check", .. var truths] when truths.Length > 0:
        CalibrationTrainer.Check(Choices.Read(truths));
        return 0;

    case ["body", var folder, var output]:
        File.WriteAllBytes(output, BodyTrainer.Train([.. BodyTrainer.See(TruthPage.Read(folder)).OfType<SeenPage>()], new()));
        return 0;

    case ["body-folds", var folder, var output]:
        BodyCheck.Train(TruthPage.Read(folder), output, 5, new());
        return 0;

    case ["body-check", var folder, var output, .. var bounds]:
        BodyCheck.Run(TruthPage.Read(folder), output, 5, [.. bounds.Select(pair => pair.Split(',')).Select(pair => (float.Parse(pair[0], CultureInfo.InvariantCulture), float.Parse(pair[1], CultureInfo.InvariantCulture)))]);
        return 0;

    case ["body-blocks", var page, .. var models]:
        BlockList.Print(page, models.Length == 0 ? BodyModel.Shipped.Value : BodyModel.Read(new MemoryStream(File.ReadAllBytes(models[0]))), Console.Out);
        return 0;

    case ["site-check", var folder, var models, var output, .. var form] when form is [] or ["text"]:
        SiteCheck.Run(TruthPage.Read(folder), folder, models, output, form.Length > 0);
        return 0;

    case ["idna", var source, var output]:
        GazetteerBuilder.Write(Path.Combine(output, "idna.tsv.br"), IdnaTableBuilder.Build(source));
        return 0;

    case ["suffixes", var list, var output]:
        GazetteerBuilder.Write(Path.Combine(output, "public-suffixes.txt.br"), PublicSuffixBuilder.Build(list));
        return 0;

    default:
        Console.Error.WriteLine("Use: titles OUTPUT TRUTH... | titles-check TRUTH... | images OUTPUT TRUTH... | images-check TRUTH... | dates OUTPUT TRUTH... | dates-check TRUTH... | authors-check TRUTH... | confidence OUTPUT TRUTH... | confidence-check TRUTH... | body PAGES OUTPUT | body-folds PAGES FOLDER | body-check PAGES FOLDER KEEP,ADD... | body-blocks FILE [MODEL] | site-check PAGES FOLDER OUTPUT [text] | language OUTPUT FILE.tsv.gz... | language-check FILE.tsv.gz... | gazetteer SOURCE OUTPUT | words SOURCE OUTPUT | idna SOURCE OUTPUT | suffixes LIST OUTPUT");
        return 2;
}
