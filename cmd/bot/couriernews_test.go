package main

import (
	"time"

	"newsdesk/rag"
)

// saturday is when the articles of the morning were published.
var saturday = rag.Day(2026, time.February, 28)

// Articles of the morning. Each is a story of its own.
var (
	ferryNews = rag.Article{ID: "ferry", Title: "Ferry to Basra opens", Outlet: "INA", Published: saturday, Body: "The ferry to Basra opened on Friday, the transport ministry said. It carries 40 cars and 200 passengers a day.\n"}
	damNews   = rag.Article{ID: "dam", Title: "Engineers repair the Mosul dam", Outlet: "Shafaq News", Published: saturday, Body: "Engineers repaired two gates of the Mosul dam, a spokesman of the water authority said. The work took six weeks and cost $3 million.\n"}
	choirNews = rag.Article{ID: "choir", Title: "Children's choir of Erbil wins a prize", Outlet: "Rudaw", Published: saturday, Body: "A children's choir from Erbil won the first prize of a festival in Vienna on Saturday. Its conductor dedicated the prize to the teachers of the city.\n"}
)

// otherNews are enough for a briefing of several messages.
var otherNews = []rag.Article{
	{ID: "bees", Title: "Beekeepers of Dohuk lose a third of their hives", Outlet: "Rudaw", Published: saturday, Body: "Beekeepers in Dohuk lost a third of their hives this winter, their union counted. A mite that came with imported queens weakened the swarms before the frost, said the union's veterinary adviser Karwan Salih. Farmers fear for the almond blossom, which the insects pollinate. The province promised sugar and medicine worth 90 million dinars by the end of the month.\n"},
	{ID: "chess", Title: "Najaf schoolgirl becomes chess master", Outlet: "INA", Published: saturday, Body: "Zainab Kareem, a schoolgirl of 13 from Najaf, earned the title of a chess master at a tournament in Tashkent. She drew her last game with the black pieces after 71 moves. Her coach taught her by telephone during the lockdowns. The federation will send her to the world youth championship in Batumi.\n"},
	{ID: "trains", Title: "Night trains between Baghdad and Basra return", Outlet: "Shafaq News", Published: saturday, Body: "Night trains between Baghdad and Basra run again after four years, the state railway announced. Twelve sleeping carriages built in China were overhauled in Samawah. Tickets for a berth cost 35,000 dinars. Drivers had complained about signals that were stolen for their copper.\n"},
	{ID: "flour", Title: "Bakers protest against the price of flour", Outlet: "INA", Published: saturday, Body: "Bakers in Kirkuk closed their ovens for a day in protest against the price of flour. A sack of 50 kilograms went up by a fifth since January, they said. The trade ministry blamed shippers in the Black Sea and opened two silos. Queues formed at the few shops that kept selling loaves.\n"},
	{ID: "tablet", Title: "Museum returns a tablet to Iraq", Outlet: "Rudaw", Published: saturday, Body: "A museum in Philadelphia returned a clay tablet from Ur that had been on loan since 1933. Curators wrapped it in silk and foam for the flight. The cuneiform text lists rations of barley for weavers, the Assyriologist Irving Kline explained. It will be shown in Nasiriyah next autumn.\n"},
	{ID: "marsh", Title: "Buffalo breeders leave the marshes", Outlet: "Shafaq News", Published: saturday, Body: "Some 300 families of buffalo breeders left the Hammar marshes because the water is too salty to drink. Reeds have withered along the Euphrates downstream of Chibayish. Environmental officers measured 14 grams of salt per litre. Milk traders now drive to Amarah for cream.\n"},
	{ID: "hackers", Title: "Bank pays customers after a fraud", Outlet: "INA", Published: saturday, Body: "Rafidain Bank compensated 1,200 customers whose cards had been copied at petrol stations. Detectives seized skimming devices and laptops in a flat in Mansour. Three suspects confessed, the interior ministry stated. New cards with a chip will be mailed by April.\n"},
	{ID: "snow", Title: "Snow closes the pass at Haji Omeran", Outlet: "Rudaw", Published: saturday, Body: "Two metres of snow closed the mountain pass at Haji Omeran for lorries. Bulldozers worked through the night and freed a bus with 31 pilgrims. Meteorologists expect avalanches until Wednesday. Customs moved clearance of tomatoes to Bashmakh.\n"},
}
