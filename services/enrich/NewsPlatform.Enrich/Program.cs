return await NewsPlatform.Hosting.NewsHost.RunAsync(args, NewsPlatform.Enrich.EnrichModule.Module);
