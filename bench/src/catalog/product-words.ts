/** What the goods of a large general shop are called; several thousand words in use once they are combined. */
export interface Range {
  readonly category: string;
  readonly nouns: readonly string[];
  readonly traits: readonly string[];
}

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}

export const ranges: readonly Range[] = [
  {
    category: 'Computers',
    nouns: words(
      'Laptop Desktop Monitor Keyboard Mouse Tablet Printer Scanner Router Dock Webcam Projector Workstation Server Microphone',
    ),
    traits: words(
      'gaming wireless ergonomic mechanical ultrawide curved portable silent business refurbished',
    ),
  },
  {
    category: 'Audio',
    nouns: words(
      'Headphones Earbuds Speaker Soundbar Turntable Amplifier Subwoofer Radio Receiver Headset Recorder',
    ),
    traits: words('bluetooth cancelling studio waterproof wireless hifi compact vintage stereo digital'),
  },
  {
    category: 'Kitchen',
    nouns: words(
      'Kettle Toaster Blender Mixer Pan Pot Knife Spatula Grater Cutlery Oven Fryer Grill Juicer Coffeemaker Dishwasher Fridge',
    ),
    traits: words('stainless ceramic cast nonstick copper electric induction compact professional insulated'),
  },
  {
    category: 'Furniture',
    nouns: words(
      'Chair Table Desk Sofa Bookcase Wardrobe Bed Mattress Cabinet Bench Stool Shelf Sideboard Dresser Armchair',
    ),
    traits: words(
      'oak walnut adjustable folding upholstered modular rustic scandinavian extendable stackable',
    ),
  },
  {
    category: 'Garden',
    nouns: words(
      'Lawnmower Trimmer Hose Sprinkler Shovel Rake Barbecue Parasol Planter Greenhouse Wheelbarrow Pruner Chainsaw Hammock',
    ),
    traits: words(
      'cordless telescopic galvanised weatherproof foldable heavy automatic solar hardwood steel',
    ),
  },
  {
    category: 'Sports',
    nouns: words(
      'Bicycle Helmet Tent Backpack Kayak Racket Dumbbell Treadmill Skates Snowboard Goggles Jersey Trainers Yogamat Canoe',
    ),
    traits: words(
      'carbon lightweight inflatable waterproof breathable junior mountain racing trekking thermal',
    ),
  },
  {
    category: 'Clothing',
    nouns: words(
      'Jacket Shirt Trousers Sweater Dress Skirt Coat Socks Scarf Gloves Boots Sandals Blouse Hoodie Jeans Cardigan',
    ),
    traits: words('merino cotton linen quilted slim oversized knitted striped organic denim'),
  },
  {
    category: 'Toys',
    nouns: words(
      'Puzzle Doll Train Drone Robot Kite Blocks Boardgame Scooter Balloon Telescope Microscope Dinosaur Castle',
    ),
    traits: words('wooden magnetic educational remote glowing plush musical buildable classic giant'),
  },
];

export const colours = words(
  'black white grey silver red blue green yellow orange purple pink brown beige turquoise navy olive burgundy ivory gold anthracite',
);

export const materials = words(
  'aluminium plastic leather bamboo glass titanium rubber polyester wool marble brass silicone graphite velvet canvas',
);

export const uses = words(
  'home office travel school outdoor workshop studio camping commuting gifting beginners professionals families students',
);

const starts = words('Nor Vel Ark Lum Tri Cas Ost Bel Mer Fen Gal Hex Kor Sil Tan Ul Var Wes Zen Bri');
const middles = words('a e i o u ara eli oma uri esta inga olva andi ero isu ona ulla ami eva iko');
const ends = words('dia tek mark ora lex win field son vik holm berg nova line craft land');

/** Brands that nobody owns: 6,000 further words, as a large shop has them. */
export const brands: readonly string[] = starts.flatMap((start) =>
  middles.flatMap((middle) => ends.map((end) => `${start}${middle}${end}`)),
);

export const sentences: readonly string[] = [
  'Built to last and easy to repair.',
  'Arrives fully assembled with a two year warranty.',
  'A favourite of our customers for many seasons.',
  'Easy to clean, simple to store.',
  'Designed in close contact with the people who use it every day.',
  'Packaged without plastic.',
  'Spare parts are available for ten years.',
  'Fits into small rooms and large plans alike.',
];
