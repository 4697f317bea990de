// A small selection of the historic passengers of the Titanic, written from the public record: all three classes,
// survivors and victims, families on one ticket, tickets with slashes and dots, empty values.
// An id follows from the ticket and the position on it: the first row of a ticket is `{ticket}`, the next ones are
// `{ticket}/2`, `{ticket}/3` and so on. So the order of the rows of one ticket matters, that of the tickets does not.
export const samplePassengersCsv = `survived,pclass,name,sex,age,sibsp,parch,ticket,fare,cabin,embarked,boat,body,home.dest
0,1,"Astor, Colonel John Jacob (IV)",male,47,1,0,PC 17757,227.525,C62 C64,C,,124,New York
1,1,"Astor, Mrs. Madeleine (Talmage Force)",female,18,1,0,PC 17757,227.525,C62 C64,C,4,,New York
1,1,"Bidois, Miss Rosalie (maid to Mrs. Astor)",female,42,0,0,PC 17757,227.525,,C,4,,
1,1,"Bird, Miss Ellen (maid to Mrs. Straus)",female,29,0,0,PC 17483,221.7792,C97,S,8,,
0,1,"Farthing, Mr. John (valet to Mr. Straus)",male,,0,0,PC 17483,221.7792,C95,S,,,
0,1,"Straus, Isidor",male,67,1,0,PC 17483,221.7792,C55 C57,S,,96,New York
0,1,"Straus, Mrs. Ida (Rosalie Ida Blun)",female,63,1,0,PC 17483,221.7792,C55 C57,S,,,New York
0,1,"Giglio, Mr. Victor (valet to Mr. Guggenheim)",male,24,0,0,PC 17593,79.2,B86,C,,,
0,1,"Guggenheim, Benjamin",male,46,0,0,PC 17593,79.2,B82 B84,C,,,New York
0,1,"Fry, Mr. Richard (valet to Mr. Ismay)",male,,0,0,112058,0,B102,S,,,
1,1,"Ismay, Mr. J. Bruce",male,49,0,0,112058,0,B52 B54 B56,S,C,,"Liverpool, England"
0,1,"Andrews, Mr. Thomas (shipbuilder)",male,39,0,0,112050,0,A36,S,,,"Belfast, Ireland"
1,1,"Brown, Mrs. Margaret (Molly Tobin)",female,44,0,0,PC 17610,27.7208,B4,C,6,,"Denver, Colorado"
1,1,"Rosenbaum, Miss Edith (Edith Russell)",female,33,0,0,PC 17613,27.7208,A11,C,11,,Paris
0,1,"Cumings, John Bradley",male,39,1,0,PC 17599,71.2833,C85,C,,,New York
1,1,"Cumings, Mrs. Florence Briggs (Thayer)",female,38,1,0,PC 17599,71.2833,C85,C,4,,New York
1,1,"Allison, Master Trevor (Hudson Trevor)",male,0.9167,1,2,113781,151.55,C22 C26,S,11,,"Montreal, Quebec"
0,1,"Allison, Miss Loraine (Helen Loraine)",female,2,1,2,113781,151.55,C22 C26,S,,,"Montreal, Quebec"
0,1,"Allison, Mr. Hudson J. C.",male,30,1,2,113781,151.55,C22 C26,S,,135,"Montreal, Quebec"
0,1,"Allison, Mrs. Bess (Waldo Daniels)",female,25,1,2,113781,151.55,C22 C26,S,,,"Montreal, Quebec"
1,1,"Duff Gordon, Lady Lucy (the dressmaker ""Lucile"")",female,48,1,0,11755,39.6,A16,C,1,,London and Paris
1,1,"Duff Gordon, Sir Cosmo",male,49,1,0,PC 17485,56.9292,A20,C,1,,London and Paris
1,1,"Francatelli, Miss Laura (secretary to Lady Duff Gordon)",female,30,0,0,PC 17485,56.9292,E36,C,1,,
1,1,"Gracie, Colonel Archibald (IV)",male,53,0,0,113780,28.5,C51,C,B,,"Washington, D.C."
1,1,"Cherry, Miss Gladys",female,30,0,0,110152,86.5,B77,S,8,,London
1,1,"Maioni, Miss Roberta (maid to the Countess)",female,16,0,0,110152,86.5,B79,S,8,,
1,1,"Rothes, Countess of (Noël Leslie, born Dyer-Edwardes)",female,33,0,0,110152,86.5,B77,S,8,,"London / Vancouver, British Columbia"
1,2,"Hosono, Masabumi",male,42,0,0,237798,13,,S,10,,Tokyo
1,2,"Beesley, Lawrence",male,34,0,0,248698,13,D56,S,13,,"London, England"
1,2,"Hart, Miss Eva",female,7,0,2,F.C.C. 13529,26.25,,S,14,,"Ilford, England / Winnipeg, Manitoba"
0,2,"Hart, Benjamin",male,43,1,1,F.C.C. 13529,26.25,,S,,,"Ilford, England / Winnipeg, Manitoba"
1,2,"Hart, Mrs. Esther (Bloomfield)",female,45,1,1,F.C.C. 13529,26.25,,S,14,,"Ilford, England / Winnipeg, Manitoba"
1,2,"Navratil, Master Edmond",male,2,1,1,230080,26,F2,S,D,,Nice
1,2,"Navratil, Master Michel (the younger)",male,3,1,1,230080,26,F2,S,D,,Nice
0,2,"Navratil, Mr. Michel (travelling as ""Louis Hoffman"")",male,36.5,0,2,230080,26,F2,S,,15,Nice
1,2,"Laroche, Louise",female,1,1,2,SC/Paris 2123,41.5792,,C,14,,"Villejuif, France / Cap-Haïtien, Haiti"
1,2,"Laroche, Simonne (Marie Anne Andrée)",female,3,1,2,SC/Paris 2123,41.5792,,C,14,,"Villejuif, France / Cap-Haïtien, Haiti"
0,2,"Laroche, Mr. Joseph Philippe",male,25,1,2,SC/Paris 2123,41.5792,,C,,,"Villejuif, France / Cap-Haïtien, Haiti"
1,2,"Laroche, Mrs. Juliette (Lafargue)",female,22,1,2,SC/Paris 2123,41.5792,,C,14,,"Villejuif, France / Cap-Haïtien, Haiti"
0,2,"Chapman, John Henry",male,37,1,0,SC/AH 29037,26,,S,,17,"Liskeard, Cornwall / Spokane, Washington"
0,2,"Chapman, Mrs. Sarah Elizabeth (Lizzie Lawry)",female,29,1,0,SC/AH 29037,26,,S,,,"Liskeard, Cornwall / Spokane, Washington"
0,2,"Davies, Charles Henry",male,18,0,0,S.O.C. 14879,73.5,,S,,,"Lyndhurst, Hampshire"
0,2,"Deacon, Percy",male,17,0,0,S.O.C. 14879,73.5,,S,,,
0,2,"Byles, Father Thomas (Roussel Davids)",male,42,0,0,244310,13,,S,,,"Ongar, Essex"
1,2,"Nourney, Alfred (travelling as ""Baron von Drachstedt"")",male,20,0,0,SC/PARIS 2166,13.8625,D38,C,7,,Cologne
1,2,"Nye, Mrs. Elizabeth (Ramell)",female,29,0,0,C.A. 29395,10.5,F33,S,11,,"Folkestone, Kent / New York"
0,3,"Braund, Owen Harris",male,22,1,0,A/5 21171,7.25,,S,,,"Bridgerule, England"
0,3,"Braund, Lewis Richard",male,29,1,0,3460,7.0458,,S,,,"Bridgerule, England"
1,3,"Dean, Master Bertram",male,1,1,2,C.A. 2315,20.575,,S,10,,"Branscombe, Devon / Wichita, Kansas"
1,3,"Dean, Miss Millvina (Elizabeth Gladys)",female,0.1667,1,2,C.A. 2315,20.575,,S,10,,"Branscombe, Devon / Wichita, Kansas"
0,3,"Dean, Mr. Bertram Frank (Bert)",male,26,1,2,C.A. 2315,20.575,,S,,,"Branscombe, Devon / Wichita, Kansas"
1,3,"Dean, Mrs. Georgette Eva (Ettie Light)",female,33,1,2,C.A. 2315,20.575,,S,10,,"Branscombe, Devon / Wichita, Kansas"
1,3,"Goldsmith, Master Frank (Frankie)",male,9,0,2,363291,20.525,,S,C D,,"Strood, Kent / Detroit, Michigan"
0,3,"Goldsmith, Mr. Frank (the elder)",male,33,1,1,363291,20.525,,S,,,"Strood, Kent / Detroit, Michigan"
1,3,"Goldsmith, Mrs. Emily Alice (Brown)",female,31,1,1,363291,20.525,,S,C D,,"Strood, Kent / Detroit, Michigan"
0,3,"Goodwin, Harold",male,9,5,2,CA 2144,46.9,,S,,,"Melksham, Wiltshire / Niagara Falls, New York"
0,3,"Goodwin, Sidney Leslie",male,1,5,2,CA 2144,46.9,,S,,,"Melksham, Wiltshire / Niagara Falls, New York"
0,3,"Goodwin, William",male,11,5,2,CA 2144,46.9,,S,,,"Melksham, Wiltshire / Niagara Falls, New York"
0,3,"Sage, Thomas",male,,8,2,CA. 2343,69.55,,S,,,
0,3,"Sage, William (known as Anthony)",male,14.5,8,2,CA. 2343,69.55,,S,,67,
0,3,"Rice, Albert",male,10,4,1,382652,29.125,,Q,,,
0,3,"Rice, Arthur",male,4,4,1,382652,29.125,,Q,,,
0,3,"Abbott, Eugene",male,13,0,2,C.A. 2673,20.25,,S,,,"East Providence, Rhode Island"
0,3,"Abbott, Rossmore",male,16,1,1,C.A. 2673,20.25,,S,,190,"East Providence, Rhode Island"
1,3,"Abbott, Mrs. Rhoda (Rosa Hunt)",female,35,1,1,C.A. 2673,20.25,,S,A,,"East Providence, Rhode Island"
1,3,"Heikkinen, Laina",female,26,0,0,STON/O2. 3101282,7.925,,S,,,
1,3,"Jussila, Eirik",male,32,0,0,STON/O 2. 3101286,7.925,,S,15,,
1,3,"Pickard, Berk (born Trembisky)",male,32,0,0,SOTON/O.Q. 392078,8.05,E10,S,9,,
1,3,"Howard, Miss May",female,,0,0,A. 2. 39186,8.05,,S,C,,
1,3,"Bing, Lee",male,32,0,0,1601,56.4958,,S,C,,Hong Kong / New York
1,3,"Chip, Chang",male,32,0,0,1601,56.4958,,S,C,,Hong Kong / New York
1,3,"Foo, Choong",male,,0,0,1601,56.4958,,S,13,,Hong Kong / New York
1,3,"Buckley, Daniel",male,21,0,0,330920,7.8208,,Q,13,,"Kingwilliamstown, Co. Cork / New York"
1,3,"Daly, Eugene (the piper)",male,29,0,0,382651,7.75,,Q,13 15 B,,"Athlone, Ireland / New York"
`
